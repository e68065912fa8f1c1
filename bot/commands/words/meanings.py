"""What words for days and parts of days stand for, in any language."""

from bot.commands.lexeme import Part, Sense, Value
from models.window import EVERY_DAY as _EVERY_DAY

# A sense, its value, and phrases between commas, as riders write them.
Entry = tuple[Sense, Value, str]

EVERY_DAY = _EVERY_DAY
WEEKDAYS = (0, 1, 2, 3, 4)
WEEKEND = (5, 6)

NOON, MIDNIGHT = (12 * 60,), (0,)

MORNING_PEAK = Part(((7 * 60, 9 * 60),), WEEKDAYS)
EVENING_PEAK = Part(((16 * 60, 18 * 60),), WEEKDAYS)
PEAK = Part(MORNING_PEAK.spans + EVENING_PEAK.spans, WEEKDAYS)
MORNING = Part(((5 * 60, 12 * 60),))
MIDDAY = Part(((11 * 60, 14 * 60),))
AFTERNOON = Part(((12 * 60, 18 * 60),))
AFTER_NOON = Part(((12 * 60, 24 * 60),))
EVENING = Part(((17 * 60, 23 * 60),))
NIGHT = Part(((22 * 60, 5 * 60),))
WEEKNIGHT = Part(NIGHT.spans, WEEKDAYS)
ALL_DAY = Part(((0, 24 * 60),))
