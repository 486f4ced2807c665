namespace SmtpGen.Server.Kestrel;

/// <summary>How connections to an address begin, and what they may use.</summary>
public sealed class ProtocolListenOptions : ProtocolConnectionOptions
{
    /// <summary>Limits, clocks and the certificate. <see cref="ServerOptions.Listen"/> and its backlog are Kestrel's.</summary>
    public ServerOptions Server { get; } = new();
}
