using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Benchmarks.Receiver;

/// <summary>Takes the limits away that a load would run into before its end.</summary>
internal static class Limits
{
    // The most that the protocol allows of a session.
    private const int Most = 1_000_000;

    public static void Lift(ProtocolOptions protocol)
    {
        if (protocol is SmtpOptions smtp)
            smtp.Messages = Most;
        else if (protocol is LmtpOptions lmtp)
            lmtp.Messages = Most;
    }
}
