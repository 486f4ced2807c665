namespace SmtpGen.Compiler.Tests;

/// <summary>Small protocols, in which a handler decides about one command.</summary>
internal static class SmallSpec
{
    /// <summary>What every protocol here includes.</summary>
    public static SpecText Shared { get; } = new(
        "/spec/shared.protocol",
        """
        connect { => welcome -> Connected }
        otherwise {
            unknown verb         => refused -> same
            wrong state          => refused -> same
            bad arguments        => refused -> same
            unknown parameter    => refused -> same
            not offered          => refused -> same
            line too long        => refused -> same
            endless line         => bye     -> Closed
            bare line feed       => bye     -> Closed
            handler failed       => refused -> same
            handler closes       => bye     -> Closed
            talks first          => bye     -> Closed
            idle                 => bye     -> Closed
            too slow             => bye     -> Closed
            session too long     => bye     -> Closed
            shutdown             => bye     -> Closed
            too many connections => bye     -> Closed
            too many errors      => bye     -> Closed
        }

        /// Ends the session.
        command QUIT { from * => bye -> Closed }
        reply welcome 220 "Ready"
        reply bye 221 2.0.0 "Bye"
        reply refused 500 5.5.0 "No" { meaning "No." seen "Always." fix "Nothing." }

        """);

    /// <summary>A protocol of one state and one command beside QUIT.</summary>
    public static SpecText Protocol(string name) => new(
        $"/spec/{name}.protocol",
        $$"""
        /// A small protocol.
        protocol {{name}} {
            include "shared.protocol"

            states {
                /// The only state.
                initial Connected
                final Closed
            }

            /// Is answered with what it said.
            command ECHO (text: 1*8ALPHA) {
                from Connected
                => echoed  -> same
                => refused -> same
            }

            reply echoed (text) 250 2.0.0 "You said {text}"
        }

        """);

    /// <summary>Takes letters for several people.</summary>
    public static SpecText Post { get; } = new(
        "/spec/Post.protocol",
        """
        /// Takes letters.
        protocol Post {
            include "shared.protocol"

            limits { people 5 in 1 .. 9 }
            states {
                Open {
                    initial Connected
                    Letter { Addressed }
                }
                final Closed
            }

            /// Names somebody the letter is for.
            command FOR (name: 1*8ALPHA) {
                from Open
                at most people in Letter else refused
                => noted   -> Addressed
                => refused -> same
            }

            /// The letter.
            body Letter {
                => taken, not-taken -> Connected
                bad framing => bye -> Closed
            }

            /// Sends the letter.
            command SEND { from Addressed => go-on then read Letter as dotted }

            reply noted (name) 250 2.1.5 "Noted {name}"
            reply go-on 354 "Go on"
            reply taken 250 2.0.0 "Taken"
            reply not-taken 550 5.7.1 "Not taken" free { meaning "No." seen "Always." fix "Nothing." }
        }

        """);

    /// <summary>The same with another verb, and an answer for each of the people.</summary>
    public static SpecText Parcel { get; } = new(
        "/spec/Parcel.protocol",
        """
        /// Takes parcels.
        protocol Parcel extends Post {
            rename command FOR to TO
            change body Letter per TO
        }

        """);
}
