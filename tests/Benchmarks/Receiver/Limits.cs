using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;

namespace SmtpGen.Benchmarks.Receiver;

/// <summary>Takes the limits away that a load would run into before its end.</summary>
internal static class Limits
{
    public static void Lift(ProtocolOptions protocol)
    {
        if (protocol is SmtpOptions smtp)
            smtp.Messages = int.MaxValue;
        else if (protocol is LmtpOptions lmtp)
            lmtp.Messages = int.MaxValue;
    }
}
