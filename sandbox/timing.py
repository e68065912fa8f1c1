"""The rules' durations, shrunk so that a demonstration takes seconds: the one table of all that differs."""

# As environment variables of the three processes. Production has the rules' own numbers: see the README.
SHRUNK = {
    "CATALOGUE_EVERY_S": "0.3",
    "KAFKA_CHECK_S": "1",
    "KAFKA_TIMEOUT_S": "5",
    "KAFKA_SESSION_TIMEOUT_S": "2",
    "KAFKA_FETCH_WAIT_S": "0.02",
    "LEASE_TTL_S": "8",
    "LEASE_MARGIN_S": "2",
    "RELAY_INTERVAL_S": "2",
    "RULES_CLEAR_AFTER_S": "1.5",
    # Here one alert follows the other within seconds; an agency's do not begin within a minute of each other.
    "RULES_SAME_START_S": "0.5",
    "RULES_UPDATE_GAP_S": "5",
    "SEGMENTS_PER_SECOND": "100",
    "SWEEP_AFTER_S": "2",
    "RECONCILE_EVERY_S": "1",
    "SENDING_LASTS_S": "15",
    "SETTLE_AFTER_S": "3",
    "RETRY_AFTER_S": "1",
    "ONCE_MORE_AFTER_S": "5",
    "ACCESS_WAITS_S": "1",
    "CIRCUIT_WAIT_S": "0.5",
    "CIRCUIT_LONGEST_WAIT_S": "3",
    "MEND_WAIT_S": "1",
    "MEND_LONGEST_WAIT_S": "5",
    "QUEUE_FULL_WAIT_S": "3",
    "IDLE_S": "0.1",
    # Whoever looks at night wants to see an all-clear, too, and of one phone more than a day of an agency brings.
    "NIGHT_FROM_HOUR": "0",
    "NIGHT_UNTIL_HOUR": "0",
    "DAILY_CAP": "1000",
    "DAILY_CAP_URGENT": "1000",
}
POLL_INTERVAL_S = 0.5
