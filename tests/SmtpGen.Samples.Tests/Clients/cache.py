"""What pymemcache makes of the server: every answer is checked by the library, the values here."""
import socket
import sys
import time

from pymemcache.client.base import Client
from pymemcache.exceptions import MemcacheClientError, MemcacheServerError

port = int(sys.argv[1])
client = Client(("127.0.0.1", port), default_noreply=False, timeout=30)


def refused(error, text, call, *arguments):
    try:
        call(*arguments)
    except error as said:
        assert text in str(said), said
    else:
        raise AssertionError(f"{call} was not refused")


assert client.version().startswith(b"1."), client.version()

# Values, with their flags and any octets, which may look like commands.
octets = bytes(range(256)) * 100 + b"\r\nEND\r\nget a\r\n"
assert client.get("none") is None
assert client.set("a", octets, flags=4294967295)
assert client.get("a") == octets
assert client.set("empty", b"")
assert client.get("empty") == b""
assert client.get_many(["a", "none", "empty"]) == {"a": octets, "empty": b""}
assert client.get_many([f"k{number}" for number in range(1000)]) == {}

# Conditions.
assert not client.add("a", b"2")
assert client.add("b", b"2")
assert client.replace("b", b"3")
assert not client.replace("none", b"3")
assert client.append("b", b">") and client.prepend("b", b"<")
assert not client.append("none", b">")
assert client.get("b") == b"<3>"
value, unique = client.gets("b")
assert value == b"<3>"
assert client.cas("b", b"4", unique) is True
assert client.cas("b", b"5", unique) is False
assert client.cas("none", b"5", unique) is None
assert client.get("b") == b"4"
assert client.delete("b") and not client.delete("b")
assert client.get("b") is None

# Numbers of 64 bits.
client.set("n", b"10")
assert client.incr("n", 5) == 15
assert client.decr("n", 20) == 0
client.set("n", b"18446744073709551615")
assert client.incr("n", 2) == 1
assert client.get("n").strip() == b"1"
assert client.incr("none", 1) is None and client.decr("none", 1) is None
refused(MemcacheClientError, "non-numeric", client.incr, "a", 1)

# Times.
client.set("gone", b"1", expire=-1)
assert client.get("gone") is None
client.set("gone", b"1", expire=1)
client.set("kept", b"1", expire=int(time.time()) + 3600)
client.set("touched", b"1", expire=1)
assert client.touch("touched", 3600) and not client.touch("none", 1)
assert client.get("gone") == b"1"
while client.get("gone") is not None:
    time.sleep(0.05)
assert client.get("kept") == client.get("touched") == b"1"

# Without an answer: what comes next is the answer of what comes next.
for number in range(100):
    client.set(f"quiet{number}", b"%d" % number, noreply=True)
client.incr("quiet1", 1, noreply=True)
client.delete("quiet2", noreply=True)
client.touch("quiet3", -1, noreply=True)
assert client.get_many(["quiet0", "quiet1", "quiet2", "quiet3", "quiet99"]) == {"quiet0": b"0", "quiet1": b"2", "quiet99": b"99"}

# What is wrong leaves the connection in step.
refused(MemcacheServerError, "too large", client.set, "big", b"x" * 1048577)
assert client.set("big", b"x" * 1000000) and len(client.get("big")) == 1000000
refused(MemcacheServerError, "too large", client.append, "big", b"x" * 1000000)
assert client.get("big") == b"x" * 1000000
assert client.get("k" * 250) is None

# Others see it; a flush takes all away, later where it says so.
other = Client(("127.0.0.1", port), default_noreply=False, timeout=30)
assert other.get("kept") == b"1"
assert other.flush_all(delay=3600) and client.get("kept") == b"1"
assert other.flush_all() and client.get("kept") is None
client.set("kept", b"2")
client.flush_all(noreply=True)
assert client.get("kept") is None
other.quit()

# What the library does not say is said line by line.
with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
    answers = raw.makefile("rb")

    def said(command, *lines):
        raw.sendall(command)
        for line in lines:
            answer = answers.readline()
            assert answer == line + b"\r\n", (command, answer)

    said(b"set f 4294967295 0 1\r\nx\r\nget f\r\n", b"STORED", b"VALUE f 4294967295 1", b"x", b"END")
    said(b"GET f\r\n", b"ERROR")
    said(b"nonsense\r\n", b"ERROR")
    said(b"get " + b"k" * 251 + b"\r\n", b"CLIENT_ERROR bad command line format")
    said(b"incr f minus\r\n", b"CLIENT_ERROR bad command line format")
    said(b"set f 0 0 1\r\n12\r\n", b"CLIENT_ERROR bad data chunk")
    said(b"get f\r\n", b"VALUE f 4294967295 1", b"x", b"END")
    said(b"add f 0 0 9\r\nflush_all\r\nget f\r\n", b"NOT_STORED", b"VALUE f 4294967295 1", b"x", b"END")

# Many commands at once, cut anywhere.
with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
    for octet in b"set p 7 0 2 noreply\r\n\r\n\r\nget p\r\ndelete p\r\nquit\r\n":
        raw.sendall(bytes([octet]))
    answer = b""
    while block := raw.recv(4096):
        answer += block
assert answer == b"VALUE p 7 2\r\n\r\n\r\nEND\r\nDELETED\r\n", answer
client.quit()
