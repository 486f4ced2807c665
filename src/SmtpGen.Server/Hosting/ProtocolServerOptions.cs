using SmtpGen.Runtime;

namespace SmtpGen.Server.Hosting;

/// <summary>The options of a server for one protocol.</summary>
/// <typeparam name="TProtocol">The protocol's own options.</typeparam>
public class ProtocolServerOptions<TProtocol> : ServerOptions
    where TProtocol : ProtocolOptions, new()
{
    /// <summary>The protocol's own options: the subsection <c>Protocol</c>.</summary>
    public TProtocol Protocol { get; } = new();

    /// <inheritdoc/>
    public override IEnumerable<string> Validate() =>
        base.Validate().Concat(Protocol.Validate().Select(error => "Protocol:" + error));
}
