"""Days, hours, ways, levels and things as English-speaking riders write them; add to it freely."""

from bot.commands.lexeme import Sense
from bot.commands.words.meanings import (
    AFTER_NOON,
    AFTERNOON,
    ALL_DAY,
    EVENING,
    EVENING_PEAK,
    EVERY_DAY,
    MIDDAY,
    MIDNIGHT,
    MORNING,
    MORNING_PEAK,
    NIGHT,
    NOON,
    PEAK,
    WEEKDAYS,
    WEEKEND,
    WEEKNIGHT,
    Entry,
)
from models.rider import Level
from models.route import Heading

ENTRIES: tuple[Entry, ...] = (
    (
        Sense.DAYS,
        EVERY_DAY,
        """
        every day, everyday, daily, each day, 7 days, 7 days a week, 24 / 7, all week, any day, always, all the time,
        anytime, any time, at all times, seven days a week
        """,
    ),
    (
        Sense.DAYS,
        WEEKDAYS,
        """
        wkdys, wkdy, weekdays, weekday, week days, week day, wkdays, wkday, workdays, workday, work days, working days,
        business days, m - f, mon - f, m to f, during the week, school days, mtwtf, mtwrf, mtwthf, m thru f,
        monday friday
        """,
    ),
    (Sense.DAYS, WEEKEND, "weekends, weekend, week ends, week end, wknd, wkend, wkends, wknds, sa su, sat sun, s / s"),
    (Sense.DAYS, (0,), "monday, mondays, mon, mons"),
    (Sense.DAYS, (1,), "tuesday, tuesdays, tue, tues"),
    (Sense.DAYS, (2,), "wednesday, wednesdays, wed, weds, wensday, wendsday"),
    (Sense.DAYS, (3,), "thursday, thursdays, thu, thur, thurs"),
    (Sense.DAYS, (4,), "friday, fridays, fri, fris"),
    (Sense.DAYS, (5,), "saturday, saturdays, sat, sats"),
    (Sense.DAYS, (6,), "sunday, sundays, sun, suns"),
    (Sense.DAYS, (0, 2, 4), "mwf, m w f, m / w / f"),
    (Sense.DAYS, (1, 3), "tth, tuth, t th, tu th, tuthu, t / th"),
    (
        Sense.PART,
        MORNING,
        """
        morning, mornings, in the morning, in the mornings, in the am, am only, mornings only, the morning
        """,
    ),
    (Sense.PART, AFTERNOON, "afternoon, afternoons, in the afternoon, in the afternoons"),
    (Sense.PART, EVENING, "evening, evenings, in the evening, in the evenings, in the pm"),
    (
        Sense.PART,
        NIGHT,
        """
        night, nights, at night, overnight, late night, late nights, late at night, nighttime, nite, nites,
        during the night, in the night, after dark, all night
        """,
    ),
    (Sense.PART, WEEKNIGHT, "weeknight, weeknights, week nights, weekday nights"),
    (
        Sense.PART,
        PEAK,
        """
        morning and evening rush, am and pm rush, morning and evening, am & pm rush, rush hour, rush hours, rush,
        rushhour, peak, peak hours, peak hour, commute, my commute, commuting
        """,
    ),
    (
        Sense.PART,
        MORNING_PEAK,
        """
        before work, before school, morning rush, morning rush hour, am rush, am peak, morning peak, morning commute,
        am commute
        """,
    ),
    (
        Sense.PART,
        EVENING_PEAK,
        """
        after work, after school, evening rush, evening rush hour, pm rush, pm peak, evening peak, afternoon rush,
        afternoon peak, evening commute, pm commute, afternoon commute, afternoon rush hour
        """,
    ),
    (Sense.PART, MIDDAY, "midday, mid day, lunch, lunchtime, at lunch, lunch time"),
    (Sense.PART, ALL_DAY, "24h, 24hrs, 24hr, all day, all day long, whole day, the whole day, 24 hours"),
    (Sense.AFTER, None, "after, past, later than, starting at, onwards from, beginning at"),
    (
        Sense.BEFORE,
        None,
        """
        before, until, till, til, up to, earlier than, prior to, ending at, not after, no later than
        """,
    ),
    (Sense.HOUR, NOON, "noon"),
    (Sense.HOUR, MIDNIGHT, "midnight"),
    (Sense.MERIDIEM, MORNING, "am"),
    (Sense.MERIDIEM, AFTER_NOON, "pm"),
    (Sense.OCLOCK, None, "o'clock, hrs, hours, h, hour"),
    (Sense.EXCEPT, None, "except, but not, not on, excluding, except on, except for, other than, but, keep, but keep"),
    (Sense.HEADING, Heading.NORTHBOUND, "northbound, north bound, nb, nbound, n bound"),
    (Sense.HEADING, Heading.SOUTHBOUND, "southbound, south bound, sb, sbound, s bound"),
    (Sense.HEADING, Heading.EASTBOUND, "eastbound, east bound, eb, ebound, e bound"),
    (Sense.HEADING, Heading.WESTBOUND, "westbound, west bound, wb, wbound, w bound"),
    (Sense.COMPASS, Heading.NORTHBOUND, "north"),
    (Sense.COMPASS, Heading.SOUTHBOUND, "south"),
    (Sense.COMPASS, Heading.EASTBOUND, "east"),
    (Sense.COMPASS, Heading.WESTBOUND, "west"),
    (
        Sense.BOTH_WAYS,
        None,
        """
        both ways, both directions, both, in both directions, either way, either direction, each way, any direction,
        all directions, both way, both direction, any way
        """,
    ),
    (
        Sense.LEVEL,
        Level.MAJOR,
        """
        major, urgent, important, serious, severe, big, emergency, emergencies, critical, majors, major alerts,
        major delays, major problems, urgent alerts, big problems, big delays, serious delays, serious problems,
        major issues, the big stuff, major disruptions, important alerts, major only, only major, urgent only,
        only urgent
        """,
    ),
    (Sense.LEVEL, Level.NORMAL, "normal, default, standard, regular alerts, normal alerts, usual"),
    (Sense.ONLY, None, "only, just"),
    (
        Sense.ALL,
        None,
        """
        all, everything, all alerts, every alert, all of it, all messages, full, all info, all updates, all the alerts,
        everything about, everything on, everything for, all alerts for, whole, all notifications, all my alerts,
        entire system, whole system, every, all texts
        """,
    ),
    (
        Sense.ALL,
        "routes",
        """
        all routes, all lines, every route, every line, all the routes, all the lines, all subscriptions, all my routes,
        all my lines, all my subscriptions, all of them, them all, the whole list
        """,
    ),
    (Sense.ALERTS, None, "alerts, alert, notifications, notification, notices"),
    (Sense.DEVICE, "elevators", "elevator, elevators, lift, lifts, elevator alerts, elevator outages, accessibility"),
    (Sense.DEVICE, "escalators", "escalator, escalators"),
    (Sense.LINE, None, "line, lines, ln"),
    (Sense.ROUTE, None, "route, rt, rte, number, num, route number, rte no, bus number, bus no, bus route, #"),
    (Sense.MODE, "subway", "subway, subways, metro, tube, underground, all subways, all subway lines, subway lines"),
    (Sense.MODE, "bus", "bus, buses, busses, all buses, every bus, all bus routes, all busses, all the buses"),
    (Sense.MODE, "tram", "streetcar, streetcars, tram, trams, trolley, all streetcars, lrt, street car, street cars"),
    (Sense.MODE, "train", "train, trains, rail, all trains"),
    (Sense.MODE, "ferry", "ferry, ferries"),
    (Sense.MODE, "night", "night bus, night buses, night streetcar, night car, night route"),
    (Sense.STATION, None, "station, stations, stn, sta, subway station, train station, metro station"),
    (
        Sense.STOP_PLACE,
        None,
        """
        my stop is, my bus stop is, my stop number is, stop number, bus stop, streetcar stop, stop id, stop code,
        at stop, my stop, the stop, tram stop, stop #
        """,
    ),
    (Sense.AND, None, "and, &, +, also, as well as, then, und"),
    (
        Sense.MINE,
        None,
        """
        my bus, my train, my streetcar, my tram, my ride, my subway, my usual bus, my usual train, the bus i take,
        my buses and trains
        """,
    ),
    (
        Sense.TALE,
        None,
        """
        passed, passed by, passed me, drove by, drove past, flew by, came, come, arrived, showed up, shows up, waited,
        waiting, been waiting, missed, missed my, skipped, rude, driver, drivers, packed, crowded, jammed, sucks, suck,
        hate, hates, worst, terrible, horrible, awful, ridiculous, useless, unreliable, joke, birthday, code, password,
        verification, was late, old, years, just saw, see u, see you, meet, meet me, ghost bus, ghosted
        """,
    ),
    (
        Sense.WHILE,
        None,
        """
        for today, for tonight, for the day, for this week, for the week, for the weekend, for the night
        """,
    ),
    (Sense.NEXT, None, "next, when is the next, when does the next, when will the next, whens the next, next arrival"),
    (
        Sense.NOT,
        None,
        """
        dont, do not, not, never, didnt, wont, cant, doesnt, isnt, nonstop, non stop, non - stop, full stop
        """,
    ),
    (Sense.OFF, None, "off, disable"),
    (
        Sense.FILLER,
        None,
        """
        forever, indefinitely, until further notice, hear, hear about, screwed, screwed up, messed up, fked, effed, msg,
        msgs, nonsense, crap, shit, bs, bullshit, garbage, over, fixed, still, back to normal, to work, from work,
        to school, from school, home, i use, wtf, wth, omg, ffs, bruh, bro, dude, man, lmk, btwn, betw, abt, bout, bc,
        cuz, w /, as well, like to, id like to, as, asap, ok so, so yeah, moved, moved here, new here, just moved here,
        rn, da, runnin, deal with, deal, a, about, around, heading, headed, towards, toward, bound, close, actually,
        doing, coming, again, already, an, anymore, any more, at, be, been, being, both of, btw, can, can i, can u,
        can you, could, could you, currently, during, each, for, from, since, by, starting, said, told, turn, switch,
        letter, fucking, fuckin, fuck, damn, hell, annoying, stupid, txting, get, getting, going, got, happening, have,
        having, here, i, i am, i got, i get, i have, id, if, ill, im, in, instead, into, is late, it, its, ive, kindly,
        know, late, let, like, likes, me, might, must, my, myself, now, of, on, or, our, out, please, pls, plz, pleaz,
        plese, pretty please, really, receive, receiving, regarding, right now, running, s, sent, send, sending,
        service, should, so, some, something, sms, stuff, t, take, text, texting, texts, txt, txts, that, thats, the,
        them, there, these, they, thing, things, think, this, those, time, times, to, today, tonight, too, tomorrow, u,
        up, ur, us, use, using, via, wants, we, well, were, whenever, which, who, wish, with, would, would you,
        will you, would like, ya know, you, your, message, messages, messaging, contacting, calling, bothering, bit,
        while, moment, dear, sir, bot, @, delays on, ride, riding, hours of, between, wat, r, gonna, immediately, one,
        ones, happens, goes wrong, wrong, down, broken, working, open, closed, there is, there are, im on
        """,
    ),
)
