"""What Python's imaplib and curl make of the server: the values are checked here."""
import imaplib
import os
import re
import socket
import subprocess
import sys

port, folder = int(sys.argv[1]), sys.argv[2]
name = 0


def deliver(octets):
    """As any program delivers to a Maildir."""
    global name
    name += 1
    waiting = os.path.join(folder, "tmp", f"{1700000000 + name}.M{name}P1.test")
    with open(waiting, "wb") as file:
        file.write(octets)
    os.rename(waiting, os.path.join(folder, "new", os.path.basename(waiting)))


def message(subject, body, end="\r\n"):
    lines = ["From: \"Ann, the first\" <ann@example.org>", "To: bob@example.org, Cy <cy@example.org>", f"Subject: {subject}",
             "Date: Sat, 28 Nov 2026 10:00:00 +0100", f"Message-ID: <{subject.split()[0]}@example.org>", "X-Long: one", "\ttwo", "", *body]
    return end.join(lines + [""]).encode()


first = message("one", [".dot", "caf\u00e9", ")", "a OK Done"])
second = message("two words", ["x" * 70] * 500)
third = message("local", ["line"], end="\n")
for content in (first, second, third):
    deliver(content)


def refused(text, call, *arguments):
    try:
        answer = call(*arguments)
    except imaplib.IMAP4.error as error:
        assert text in str(error), error
    else:
        assert answer[0] == "NO" and text.encode() in answer[1][0], answer


def done(answer):
    assert answer[0] == "OK", answer
    return answer[1]


client = imaplib.IMAP4("127.0.0.1", port, timeout=30)
assert {"IMAP4REV1", "IDLE", "LITERAL+"} <= set(client.capabilities), client.capabilities
refused("AUTHENTICATIONFAILED", client.login, "demo@localhost", "wrong \"word\"")
done(client.login("demo@localhost", "demo"))
done(client.noop())
assert done(client.list()) == [b'(\\HasNoChildren) "/" "INBOX"']
assert done(client.list(pattern='""')) == [b'(\\Noselect) "/" ""']
assert done(client.list(pattern="Other*")) == [None]
assert done(client.lsub()) == [b'() "/" "INBOX"']
assert done(client.status("inbox", "(MESSAGES UIDNEXT UNSEEN)")) == [b'"INBOX" (MESSAGES 3 UIDNEXT 4 UNSEEN 3)']
refused("no such mailbox", client.status, "Other", "(MESSAGES)")
refused("no such mailbox", client.select, "Other", True)
assert client.state == "AUTH"
assert done(client.select("INBOX", readonly=True)) == [b"3"]
assert client.untagged_responses.get("UIDNEXT") == [b"4"]

# Messages octet by octet.
assert done(client.fetch("1", "(BODY[])"))[0] == (b"1 (BODY[] {%d}" % len(first), first)
assert done(client.fetch("2", "BODY.PEEK[]"))[0][1] == second
assert done(client.fetch("3", "(RFC822)"))[0][1] == third.replace(b"\n", b"\r\n")
head, body = first.split(b"\r\n\r\n")
assert done(client.fetch("1", "(UID BODY[HEADER] BODY[TEXT])")) == [
    (b"1 (UID 1 BODY[HEADER] {%d}" % (len(head) + 4), head + b"\r\n\r\n"), (b" BODY[TEXT] {%d}" % len(body), body), b")"]
assert done(client.fetch("1", "(BODY.PEEK[HEADER.FIELDS (subject X-LONG none)])"))[0][1] == b"Subject: one\r\nX-Long: one\r\n\ttwo\r\n\r\n"
assert done(client.fetch("1", "BODY[HEADER.FIELDS.NOT (From To Subject Date X-Long)]"))[0][1] == b"Message-ID: <one@example.org>\r\n\r\n"
assert done(client.fetch("1", "BODY[]<5.10>"))[0] == (b"1 (BODY[]<5> {10}", first[5:15])
assert done(client.fetch("1", "BODY[]<99999.10>"))[0] == (b"1 (BODY[]<99999> {0}", b"")
sizes = [b"%d (FLAGS () RFC822.SIZE %d)" % (number + 1, size) for number, size in enumerate([len(first), len(second), len(third) + third.count(b"\n")])]
assert done(client.fetch("1:*", "(FLAGS RFC822.SIZE)")) == sizes
assert done(client.fetch("3,1", "(FLAGS RFC822.SIZE)")) == [sizes[0], sizes[2]]
envelope = done(client.fetch("2", "ENVELOPE"))[0]
ann = b'(("Ann, the first" NIL "ann" "example.org"))'
assert envelope == (b'2 (ENVELOPE ("Sat, 28 Nov 2026 10:00:00 +0100" "two words" ' + b" ".join([ann] * 3)
                    + b' ((NIL NIL "bob" "example.org")("Cy" NIL "cy" "example.org")) NIL NIL NIL "<two@example.org>"))'), envelope
assert re.fullmatch(rb'1 \(INTERNALDATE "[ \d]\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d [+-]\d{4}"\)', done(client.fetch("1", "INTERNALDATE"))[0])
refused("no such message", client.fetch, "9", "FLAGS")
refused("arguments are not right", client.fetch, "1", "NONSENSE")
assert done(client.uid("FETCH", "2:*", "(FLAGS)")) == [b"2 (UID 2 FLAGS ())", b"3 (UID 3 FLAGS ())"]
assert done(client.uid("FETCH", "9", "(FLAGS)")) == [None]

# Searches.
for keys, found in [
        ("ALL", b"1 2 3"), ('SUBJECT "two words"', b"2"), ("FROM ANN@", b"1 2 3"), ("SEEN", b""), ("UNSEEN LARGER 1000", b"2"), ("NOT SUBJECT two", b"1 3"),
        ("OR SUBJECT one (SUBJECT local UNSEEN)", b"1 3"), ('BODY "a ok done"', b"1"), ("HEADER x-long two", b"1 2 3"), ("2:*", b"2 3"), ("UID 1", b"1"),
        ("SENTON 28-Nov-2026", b"1 2 3"), ("SENTBEFORE 28-Nov-2026", b""), ("SENTSINCE 27-Nov-2026 1", b"1")]:
    assert done(client.search(None, keys)) == [found], keys
    assert done(client.uid("SEARCH", keys)) == [found], keys
assert done(client.search("UTF-8", 'BODY "caf\u00e9"'.encode())) == [b"1"]
refused("charset", client.search, "KOI8-R", "ALL")
for keys in ["(ALL", "ALL)", "SUBJECT", "NONSENSE", "OR ALL", "SINCE yesterday", "(" * 100 + "ALL" + ")" * 100]:
    refused("search is not right", client.search, None, keys)

# New mail.
deliver(message("four", ["new"]))
done(client.noop())
assert client.untagged_responses.pop("EXISTS")[-1] == b"4"
client.send(b"x IDLE\r\n")
assert client.readline() == b"+ Idling\r\n"
deliver(message("five", ["newer"]))
assert client.readline() == b"* 5 EXISTS\r\n"
client.send(b"DONE\r\n")
assert client.readline() == b"x OK Done\r\n"
assert done(client.fetch("5", "BODY[TEXT]"))[0][1] == b"newer\r\n"

# A message that is gone keeps its number.
os.remove(os.path.join(folder, "new", "1700000002.M2P1.test"))
refused("gone", client.fetch, "2", "BODY[]")
assert done(client.fetch("3", "UID")) == [b"3 (UID 3)"]
done(client.close())
assert done(client.select("INBOX", readonly=True)) == [b"4"]
client.logout()


# Literals are never taken for commands.
def dialog(*lines):
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        answers = connection.makefile("rb")
        answers.readline()
        for line in lines:
            if line[0] == "C":
                connection.sendall(line[1])
            else:
                said = answers.readline()
                assert said == line[1], (line, said)


dialog(
    ("C", b"z list \"\" *\r\n"), ("S", b"z BAD Not now\r\n"), ("C", b"a LOGIN {14}\r\n"), ("S", b"+ Ready\r\n"), ("C", b"demo@localhost {4}\r\n"), ("S", b"+ Ready\r\n"), ("C", b"demo\r\n"), ("S", b"a OK Done\r\n"),
    ("C", b"b SELECT {10+}\r\nb2 LOGOUT\n\r\n"), ("S", b"b NO [NONEXISTENT] There is no such mailbox\r\n"),
    ("C", b"c NONSENSE {10+}\r\nc2 LOGOUT\n {3}\r\n"), ("S", b"+ Ready\r\n"), ("C", b"abc\r\n"), ("S", b"c BAD Not understood\r\n"),
    ("C", b"d SELECT {65537}\r\n"), ("S", b"d NO [TOOBIG] The literals are too large\r\n"),
    ("C", b"e SELECT {65537+}\r\n" + b"x" * 65537 + b"\r\n"), ("S", b"e NO [TOOBIG] The literals are too large\r\n"),
    ("C", b"\r\n"), ("S", b"* BAD Not understood\r\n"),
    ("C", b"f SELECT inbox junk\r\n"), ("S", b"f BAD The arguments are not right\r\n"),
    ("C", b"g logout\r\n"), ("S", b"* BYE Goodbye\r\n"), ("S", b"g OK Done\r\n"), ("S", b""))
dialog(*[line for _ in range(3) for line in [("C", b"a LOGIN demo@localhost wrong\r\n"), ("S", b"a NO [AUTHENTICATIONFAILED] User or password is not right\r\n")]],
       ("C", b"a LOGIN demo@localhost wrong\r\n"), ("S", b"* BYE The connection ends\r\n"), ("S", b""))


def curl(path, *arguments):
    ended = subprocess.run(["curl", "-sS", "--max-time", "30", "-u", "demo@localhost:demo", f"imap://127.0.0.1:{port}/{path}", *arguments], stdout=subprocess.PIPE, check=True)
    return ended.stdout


assert curl("") == b'* LIST (\\HasNoChildren) "/" "INBOX"\r\n'
assert curl("INBOX;MAILINDEX=1") == first
assert curl("INBOX;UID=1;SECTION=TEXT") == body
assert curl("INBOX?SUBJECT%20one") == b"* SEARCH 1\r\n"
assert curl("INBOX", "-X", "FETCH 1:2 UID") == b"* 1 FETCH (UID 1)\r\n* 2 FETCH (UID 3)\r\n"
