#!/usr/bin/env python3
"""Writes the programme files of this folder from stored exports of the two Sched sites.

    make-programme.py FOLDER     the folder holds 20260322T151644Z.all.ics and its successors,
                                 and colocated.derived.all.ics

Only facts are kept: id, title, speakers, times, room, track, link. The texts of the sessions belong
to their authors, so every DESCRIPTION is emptied. Nothing else is touched, so that a file reads
exactly like the export it was made from; DTSTAMP stays the time of that export.
"""

import pathlib
import re
import sys

# Written file: the export it is made from.
PROGRAMMES = {
    "main.20260322T151644Z.ics": "20260322T151644Z.all.ics",
    "main.20260322T191353Z.ics": "20260322T191353Z.all.ics",
    "main.20260323T183344Z.ics": "20260323T183344Z.all.ics",
    "colocated.ics": "colocated.derived.all.ics",
}

# The properties of an event, in the order of Sched's exports. A property that is not in this list
# could carry somebody's text, so it stops the script instead of being copied.
EVENT_PROPERTIES = [
    "BEGIN", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "LOCATION",
    "SEQUENCE", "UID", "URL", "END",
]


def facts_of_event(lines):
    """The lines of one event with an empty description."""
    names = [re.split("[:;]", line, maxsplit=1)[0] for line in lines]
    if names != EVENT_PROPERTIES:
        raise SystemExit(f"an event has other properties than expected: {names}")
    return ["DESCRIPTION:" if name == "DESCRIPTION" else line for name, line in zip(names, lines)]


def facts_of_programme(export):
    """An export without the texts of its sessions. Sched never folds lines and ends them in CRLF."""
    lines = export.split("\r\n")
    first = lines.index("BEGIN:VEVENT")
    written, event = lines[:first], []
    for line in lines[first:]:
        event.append(line)
        if line == "END:VEVENT":
            written += facts_of_event(event)
            event = []
    if event != ["END:VCALENDAR", ""]:
        raise SystemExit(f"the export ends unexpectedly: {event[:3]}")
    return "\r\n".join(written + event)


def main(arguments):
    if len(arguments) != 1:
        raise SystemExit("usage: make-programme.py FOLDER-WITH-THE-EXPORTS")
    here = pathlib.Path(__file__).resolve().parent
    for name, export in PROGRAMMES.items():
        text = (pathlib.Path(arguments[0]) / export).read_bytes().decode("utf-8")
        programme = facts_of_programme(text).encode("utf-8")
        (here / name).write_bytes(programme)
        print(f"{name}: {programme.count(b'BEGIN:VEVENT')} sessions, {len(programme)} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
