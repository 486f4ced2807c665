using System.Net;
using System.Text;

namespace SmtpGen.Protocols.Smtp;

// Proxies and filters that may say who their client is (XCLIENT and XFORWARD, as Postfix documents them).
public abstract partial class SmtpReceiver
{
    /// <summary>Whether a host may name the client it speaks for; null: none may.</summary>
    public Func<EndPoint?, bool>? IsTrusted { get; set; }

    /// <summary>What a trusted filter said of the message's client, for logs; null where it said nothing.</summary>
    public ClientAttributes? Forwarded { get; private set; }

    /// <inheritdoc/>
    protected internal override ValueTask<XclientResult> OnXclientAsync(XclientArguments arguments, CancellationToken cancellationToken)
    {
        if (!MayNameClients)
            return default;
        var attributes = ClientAttributes.Parse(arguments.Attributes.Span, ClientAttributes.OfXclient, out string problem);
        if (problem.Length > 0)
            return new(XclientResult.BadAttributes(problem));
        Session.RemoteEndPoint = attributes.EndPoint ?? Session.RemoteEndPoint;
        return new(XclientResult.Greeting());
    }

    /// <inheritdoc/>
    protected internal override ValueTask<XforwardResult> OnXforwardAsync(XforwardArguments arguments, CancellationToken cancellationToken)
    {
        if (!MayNameClients)
            return default;
        var attributes = ClientAttributes.Parse(arguments.Attributes.Span, ClientAttributes.OfXforward, out string problem);
        if (problem.Length > 0)
            return new(XforwardResult.BadAttributes(problem));
        Forwarded = attributes;
        return new(XforwardResult.Ok);
    }

    // The connection's own address counts, not the one it named before.
    private bool MayNameClients => IsTrusted?.Invoke(Session.ConnectedEndPoint) == true;

    private void OfferAttributes()
    {
        bool mayName = MayNameClients;
        Session.XclientAttributes = mayName ? s_xclientAttributes : default;
        Session.XforwardAttributes = mayName ? s_xforwardAttributes : default;
    }

    private static readonly ReadOnlyMemory<byte> s_xclientAttributes = Encoding.ASCII.GetBytes(string.Join(' ', ClientAttributes.OfXclient));

    private static readonly ReadOnlyMemory<byte> s_xforwardAttributes = Encoding.ASCII.GetBytes(string.Join(' ', ClientAttributes.OfXforward));
}
