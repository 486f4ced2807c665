namespace SmtpGen.Server.Hosting;

/// <summary>A server that a host starts and stops, whatever its options are: for code that looks at all servers of a host.</summary>
public interface IHostedProtocolServer
{
    /// <summary>The server.</summary>
    ProtocolServer Server { get; }
}
