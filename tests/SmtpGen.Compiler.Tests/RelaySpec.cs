namespace SmtpGen.Compiler.Tests;

/// <summary>Protocols that together use all that a specification can say about bodies, lines, upgrades, needs and statuses.</summary>
internal static class RelaySpec
{
    /// <summary>All of them.</summary>
    public static IEnumerable<SpecText> All => [SmallSpec.Shared, Relay, Local, Fetch];

    /// <summary>A message in chunks, an exchange of lines, an upgrade, needs and policies, and texts of the session.</summary>
    public static SpecText Relay { get; } = new(
        "/spec/Relay.protocol",
        """
        /// Takes a message for several people.
        protocol Relay {
            include "shared.protocol"
            otherwise { sent ahead => bye -> Closed }
            limits {
                /// Most octets of a message.
                size 1000 in 100 .. 100000
                /// Most people that one message is for.
                people 10 in 1 .. 100
            }
            flags {
                /// The connection is encrypted.
                tls
                /// The client has said who it is.
                known in Open
                /// The message may hold any octets.
                binary in Open
            }
            states {
                Open {
                    /// Nobody is named yet.
                    initial Connected
                    Addressed {
                        /// Somebody is named.
                        Named
                    }
                }
                final Closed
            }
            words {
                /// The ways in which a client may say who it is.
                ways
            }

            /// The message, however it comes.
            body Message at most size raw when binary {
                => taken, refused -> Connected
                too big     => refused -> Connected
                bad framing => bye     -> Closed
            }

            /// Names a person.
            command FOR (person: 1*8ALPHA) [params] {
                from Open
                at most people in Addressed else refused
                => ok -> Named
                => refused -> same
            }

            /// Sends the message in lines.
            command TEXT {
                from Named; sync
                needs not binary else refused
                => go-on then read Message as dotted
            }

            /// Only who is known may name people.
            policy members-only off { FOR, TEXT need known else refused }

            /// The message may come in chunks.
            extension CHUNKS "{size}" {
                states {
                    Addressed {
                        /// A chunk was taken.
                        Chunks
                        /// A chunk was refused.
                        Lost
                    }
                }

                /// Sends a chunk of the message.
                command CHUNK (octets: 1*9DIGIT as u64) [SP (last: "LAST")] {
                    bad arguments => bye -> Closed
                    from Named, Chunks
                    then read Message as chunk of octets until last {
                        more => ok -> Chunks
                        refused -> Lost
                    }
                }
            }

            /// A message in chunks may hold any octets.
            extension BINARY with CHUNKS when known { param FOR "BINARY" sets binary }

            /// The client may say who it is.
            extension WHO off "{ways}" when tls {
                /// Says who the client is.
                command WHO (way: 1*8ALPHA) {
                    from Connected; sync
                    line at most 1024 octets
                    needs not known else refused
                    => refused -> same
                    => ask then read line (answer: 1*ALPHA) at most 2048 octets {
                        "*"           => refused -> same
                        bad arguments => refused -> same
                        line too long => refused -> same
                    }
                    => ok sets known -> same
                }
            }

            /// Encrypts the connection.
            command SECURE {
                from Connected; sync
                needs not tls else refused
                => ok then upgrade sets tls -> Connected
                => refused -> same
            }

            reply ok 250 2.0.0 "Ok"
            reply taken (id) 250 2.0.0 "Taken as {id}" free
            reply go-on 354 "Go on"
            reply ask (question) 334 "{question}" whole
        }

        """);

    /// <summary>Another protocol made of it, with an answer for each person.</summary>
    public static SpecText Local { get; } = new(
        "/spec/Local.protocol",
        """
        /// Takes a message for people of this house.
        protocol Local extends Relay {
            rename command FOR to TO
            change body Message per TO { => taken, full, refused -> Connected }
            change command SECURE { from Open => ok then upgrade sets tls -> Connected }
            change reply ok 250 2.0.0 "Fine, go on with {allowed}"
            change otherwise { idle => refused -> Closed }
            reply full 552 5.2.2 "Full" { meaning "Full." seen "Often." fix "Clean up." }
        }

        """);

    /// <summary>Replies that begin with a status, and lines that the handler gives.</summary>
    public static SpecText Fetch { get; } = new(
        "/spec/Fetch.protocol",
        """
        /// Hands a message out.
        protocol Fetch {
            statuses { positive "+OK"; intermediate "+"; negative "-ERR" }
            connect { => ok -> Connected }
            otherwise {
                unknown verb => refused -> same; wrong state => refused -> same; bad arguments => refused -> same
                unknown parameter => refused -> same; not offered => refused -> same; line too long => refused -> same
                endless line => bye -> Closed; bare line feed => bye -> Closed; handler failed => refused -> same
                handler closes => bye -> Closed; talks first => bye -> Closed; idle => bye -> Closed
                too slow => bye -> Closed; session too long => bye -> Closed; shutdown => bye -> Closed
                too many connections => bye -> Closed; too many errors => bye -> Closed
            }
            states {
                /// The only state.
                initial Connected
                final Closed
            }

            /// Gives a message.
            command GIVE (number: 1*9DIGIT as u64) {
                from Connected
                => refused -> same
                => message then send body as dotted -> same
            }

            /// Ends the session.
            command QUIT { from * => ok -> Closed }

            /// Lists what there is to say.
            command HELP { from Connected => help -> same }

            reply ok positive "Ready"
            reply message (size) positive "{size} octets"
            reply help positive "The commands are" "{commands}"
            reply bye negative "Bye" { meaning "The end." seen "Often." fix "Connect again." }
            reply refused negative "No" { meaning "No." seen "Always." fix "Nothing." }
        }

        """);
}
