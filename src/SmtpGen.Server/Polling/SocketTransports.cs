namespace SmtpGen.Server.Polling;

/// <summary>Says which transport a server has.</summary>
internal static class SocketTransports
{
    private const string Variable = "SMTPGEN_TRANSPORT";

    /// <summary>Whether a server polls its sockets itself.</summary>
    public static bool IsPolled(TransportKind kind)
    {
        if (kind == TransportKind.Automatic)
            _ = Enum.TryParse(Environment.GetEnvironmentVariable(Variable), ignoreCase: true, out kind);
        return kind != TransportKind.Portable && PollLoops.AreSupported;
    }
}
