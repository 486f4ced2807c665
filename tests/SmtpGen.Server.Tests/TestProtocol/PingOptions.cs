using SmtpGen.Runtime;

namespace SmtpGen.Server.Tests.TestProtocol;

/// <summary>The test protocol has no options of its own.</summary>
public sealed class PingOptions : ProtocolOptions;

/// <summary>Options of a server for the test protocol.</summary>
public sealed class PingServerOptions : ServerOptions
{
    public PingOptions Protocol { get; } = new();

    public override IEnumerable<string> Validate() =>
        base.Validate().Concat(Protocol.Validate().Select(error => "Protocol:" + error));
}
