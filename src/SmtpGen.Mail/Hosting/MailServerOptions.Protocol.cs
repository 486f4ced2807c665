using SmtpGen.Runtime;

namespace SmtpGen.Mail;

/// <summary>The options of a server that receives mail by SMTP or a protocol that extends it.</summary>
/// <typeparam name="TProtocol">The protocol's own options.</typeparam>
public class MailServerOptions<TProtocol> : MailServerOptions
    where TProtocol : ProtocolOptions, new()
{
    /// <summary>The protocol's own options: the subsection <c>Protocol</c>.</summary>
    public TProtocol Protocol { get; } = new();

    /// <inheritdoc/>
    protected sealed override ProtocolOptions GetProtocol() => Protocol;
}
