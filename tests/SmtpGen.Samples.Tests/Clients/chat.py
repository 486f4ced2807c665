"""What the Python library irc and the client ii make of the server: the values are checked here."""
import os
import socket
import subprocess
import sys
import time

import irc.client

port, folder = int(sys.argv[1]), sys.argv[2]
reactor = irc.client.IRC()
events = {}


def record(connection, event):
    events.setdefault(connection, []).append((event.type, str(event.source), str(event.target), list(event.arguments)))


reactor.add_global_handler("all_events", record, -10)


def awaited(connection, wanted):
    """Waits for an event of the type and arguments, and returns it with those before it taken off."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        seen = events.setdefault(connection, [])
        for index, event in enumerate(seen):
            if event[0] == wanted:
                del seen[:index + 1]
                return event[1:]
        reactor.process_once(0.05)
    raise AssertionError(f"no {wanted} in {events[connection]}")


def connected(nick):
    client = reactor.server()
    client.connect("127.0.0.1", port, nick, username=nick, ircname=f"The real {nick}")
    source, target, arguments = awaited(client, "welcome")
    assert (source, target, arguments) == ("localhost", nick, [f"Welcome, {nick}"]), (source, target, arguments)
    awaited(client, "nomotd")
    return client


ann, bob = connected("ann"), connected("bob")
taken = reactor.server()
taken.connect("127.0.0.1", port, "ANN", username="x")
assert awaited(taken, "nicknameinuse")[2] == ["ANN", "Nickname is already in use"]
taken.privmsg("ann", "not yet")
assert awaited(taken, "notregistered")
taken.nick("cat")
assert awaited(taken, "welcome")[1] == "cat"
cat = taken

# Channels.
ann.join("#tea")
assert awaited(ann, "join")[:2] == ("ann!ann@127.0.0.1", "#tea")
assert awaited(ann, "namreply")[2] == ["=", "#tea", "ann"]
assert awaited(ann, "endofnames")
ann.topic("#tea", "Milk: or lemon?")
assert awaited(ann, "topic")[1:] == ("#tea", ["Milk: or lemon?"])
bob.join("#TEA,#none")
assert awaited(ann, "join")[:2] == ("bob!bob@127.0.0.1", "#tea")
assert awaited(bob, "join")[1] == "#tea"
assert awaited(bob, "currenttopic")[2] == ["#tea", "Milk: or lemon?"]
assert sorted(awaited(bob, "namreply")[2][2].split()) == ["ann", "bob"]
assert awaited(bob, "join")[1] == "#none"
awaited(bob, "endofnames")
bob.join("tea")
assert awaited(bob, "nosuchchannel")[2][0] == "tea"

# What is said reaches all others, as it was said, and nobody else.
ann.privmsg("#tea", "Hello caf\u00e9 :)  ")
assert awaited(bob, "pubmsg") == ("ann!ann@127.0.0.1", "#tea", ["Hello caf\u00e9 :)  "])
bob.privmsg_many(["ann", "#tea", "nobody"], "both")
assert awaited(ann, "privmsg") == ("bob!bob@127.0.0.1", "ann", ["both"])
assert awaited(ann, "pubmsg") == ("bob!bob@127.0.0.1", "#tea", ["both"])
assert awaited(bob, "nosuchnick")[2][0] == "nobody"
cat.privmsg("#tea", "from outside")
assert awaited(cat, "cannotsendtochan")[2][0] == "#tea"
cat.notice("#tea,nobody", "from outside")
cat.notice("ann", "a notice")
assert awaited(ann, "privnotice") == ("cat!x@127.0.0.1", "ann", ["a notice"])
cat.action("bob", "waves")
assert awaited(bob, "action")[2] == ["waves"]
for number in range(200):
    bob.privmsg("ann", f"number {number}")
for number in range(200):
    assert awaited(ann, "privmsg")[2] == [f"number {number}"]
assert not any(event[0].startswith("pub") for connection in (ann, bob, cat) for event in events[connection])

# Who is there.
ann.who("#tea")
assert sorted(awaited(ann, "whoreply")[2][4] for _ in range(2)) == ["ann", "bob"]
assert awaited(ann, "endofwho")[2][0] == "#tea"
cat.names(["#tea"])
assert sorted(awaited(cat, "namreply")[2][2].split()) == ["ann", "bob"]
cat.ping("here")
assert awaited(cat, "pong")[2][-1] == "here"
cat.nick("tom")
assert awaited(cat, "nick")[:2] == ("cat!x@127.0.0.1", "tom")
cat.nick("1tom")
assert awaited(cat, "erroneusnickname")
cat.topic("#tea")
assert awaited(cat, "notonchannel")
cat.send_raw(":tom NONSENSE")
assert awaited(cat, "unknowncommand")
bob.nick("ben")
assert awaited(ann, "nick")[:2] == ("bob!bob@127.0.0.1", "ben")
bob.send_raw("PART #tea :Late: sorry")
assert awaited(ann, "part") == ("ben!bob@127.0.0.1", "#tea", ["Late: sorry"])
ann.part("#tea")
assert awaited(ann, "part")[1] == "#tea"

# The client ii, which speaks through files.
ii = subprocess.Popen(["ii", "-s", "127.0.0.1", "-p", str(port), "-n", "ivy", "-i", folder])
try:
    def write(path, text):
        path = os.path.join(folder, "127.0.0.1", path, "in")
        while not os.path.exists(path):
            time.sleep(0.05)
        with open(path, "w") as file:
            file.write(text + "\n")

    bob.join("#ii")
    awaited(bob, "endofnames")
    write("", "/j #ii")
    assert awaited(bob, "join")[0].startswith("ivy!")
    write("#ii", "hello from ii")
    assert awaited(bob, "pubmsg")[1:] == ("#ii", ["hello from ii"])
    bob.privmsg("#ii", "hello ii")
    out = os.path.join(folder, "127.0.0.1", "#ii", "out")
    deadline = time.monotonic() + 30
    while "<ben> hello ii" not in open(out, encoding="utf-8").read():
        assert time.monotonic() < deadline
        reactor.process_once(0.05)
finally:
    ii.kill()
    ii.wait()
assert awaited(bob, "quit")[0].startswith("ivy!")

# Who leaves gives the name back.
cat.join("#ii")
awaited(bob, "join")
cat.quit("Good night")
assert awaited(bob, "quit") == ("tom!x@127.0.0.1", "None", ["Good night"])
connected("tom")

# A client that does not read holds nobody up.
with socket.create_connection(("127.0.0.1", port), timeout=30) as deaf:
    deaf.sendall(b"NICK deaf\nUSER deaf 0 * deaf\n")
    answers = deaf.makefile("rb")
    while b" 422 " not in answers.readline():
        pass
    for number in range(20000):
        ann.send_raw(f"PRIVMSG deaf :{'x' * 400}")
        if number % 100 == 0:
            reactor.process_once(0)
    bob.privmsg("ann", "still here")
    assert awaited(ann, "privmsg")[2] == ["still here"]
ann.quit()
