"""`python -m sandbox COMMAND`: try everything on one machine, without an account."""

import sys
from collections.abc import Callable, Sequence

USAGE = """usage: python -m sandbox COMMAND [ARGUMENT ...]

  demo           text as a rider, raise alerts on a feed or have one played, see texts arrive
  demo-check     play a scripted conversation through the whole product, and judge it
  simulator      serve the Twilio simulator for processes of your own
  chat           answer lines of "PHONE: words" as the bot would, in memory
  text           be a rider at a running simulator: text PHONE "WORDS"
  feed           serve a feed whose alerts are changed over HTTP
  replay         show what recorded polls of a feed would have caused
  configuration  print the table of all settings
  metrics        print the table of all metrics
  texts          print alerts, each with the text that riders get
  event-schema   print the JSON Schema of the events on Kafka
"""


def _demo(arguments: Sequence[str]) -> int:
    from sandbox.demo import main  # replay needs none of the servers' libraries

    return main(arguments)


def _demo_check(_arguments: Sequence[str]) -> int:
    from sandbox.demo_check import main

    return main()


def _simulator(arguments: Sequence[str]) -> int:
    from sandbox.simulator_command import main

    return main(arguments)


def _text(arguments: Sequence[str]) -> int:
    from sandbox.text_command import main

    return main(arguments)


def _feed(arguments: Sequence[str]) -> int:
    from sandbox.feed_command import main

    return main(arguments)


def _replay(arguments: Sequence[str]) -> int:
    from sandbox.replay import main

    return main(list(arguments))


def _chat(arguments: Sequence[str]) -> int:
    from sandbox.chat.command import main

    return main(arguments)


def _configuration(_arguments: Sequence[str]) -> int:
    from sandbox.configuration import configuration_page

    sys.stdout.write(configuration_page())
    return 0


def _metrics(_arguments: Sequence[str]) -> int:
    from sandbox.metrics_page import metrics_page

    sys.stdout.write(metrics_page())
    return 0


def _texts(_arguments: Sequence[str]) -> int:
    from sandbox.texts_page import texts_page

    sys.stdout.write(texts_page())
    return 0


def _event_schema(_arguments: Sequence[str]) -> int:
    from sandbox.event_schema import event_schema

    sys.stdout.write(event_schema())
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": _demo,
    "demo-check": _demo_check,
    "simulator": _simulator,
    "chat": _chat,
    "text": _text,
    "feed": _feed,
    "replay": _replay,
    "configuration": _configuration,
    "metrics": _metrics,
    "texts": _texts,
    "event-schema": _event_schema,
}


def main() -> int:
    match sys.argv[1:]:
        case [name, *arguments] if name in COMMANDS:
            return COMMANDS[name](arguments)
        case ["-h" | "--help", *_]:
            sys.stdout.write(USAGE)
            return 0
        case _:
            sys.stderr.write(USAGE)
            return 2


if __name__ == "__main__":
    sys.exit(main())
