using System.Net;
using System.Text;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Sasl;

namespace SmtpGen.Mail;

// Proxies and filters that may say who their client is (XCLIENT and XFORWARD, as Postfix documents them).
public abstract partial class SmtpReceiver
{
    private static readonly ReadOnlyMemory<byte> s_xclientAttributes = Encoding.ASCII.GetBytes(string.Join(' ', ClientAttributes.OfXclient));

    private static readonly ReadOnlyMemory<byte> s_xforwardAttributes = Encoding.ASCII.GetBytes(string.Join(' ', ClientAttributes.OfXforward));

    /// <summary>Tells whether a host may name the client that it speaks for; null: no host may.</summary>
    public Func<EndPoint?, bool>? IsTrusted { get; set; }

    /// <summary>
    /// What a trusted proxy said of its client with XCLIENT, which lasts for the session; null where it said nothing. HELO
    /// and PROTO hold until the client greets itself.
    /// </summary>
    public ClientAttributes? NamedClient { get; private set; }

    /// <summary>
    /// What a trusted filter said with XFORWARD of the client it got the message from, for logs and for the store; null where
    /// it said nothing. Forgotten at the end of the transaction.
    /// </summary>
    public ClientAttributes? Forwarded { get; private set; }

    /// <inheritdoc/>
    protected sealed override async ValueTask<SmtpXclientResult> OnXclientAsync(SmtpXclientArguments arguments, CancellationToken cancellationToken)
    {
        if (!MayNameClients)
            return SmtpXclientResult.AccessDenied();
        var attributes = ClientAttributes.ParseXclient(arguments.Attributes.Span, out string problem);
        if (problem.Length > 0)
            return SmtpXclientResult.BadAttributes(problem);

        // These three describe a session that begins with this command; the others stay until they are replaced.
        var named = (NamedClient ?? ClientAttributes.None).With(attributes, "HELO", "PROTO", "LOGIN");
        if ((attributes.IsGiven("ADDR") || attributes.IsGiven("PORT")) && !Session.TryActFor(Address(named, attributes)))
            return SmtpXclientResult.ServiceClosing("This client has too many connections");
        // One that is not known leaves the address that the proxy connected to.
        Session.LocalEndPoint = named.Destination;
        NamedClient = named;

        // The client is welcomed, or not, as if it had connected itself.
        var welcome = await OnConnectAsync(cancellationToken).ConfigureAwait(false);
        return welcome.Reply switch
        {
            SmtpReply.Greeting when named["LOGIN"] is not null => SmtpXclientResult.GreetingLoggedIn(welcome.Text),
            SmtpReply.Greeting => SmtpXclientResult.Greeting(welcome.Text),
            SmtpReply.NotWelcome => SmtpXclientResult.NotWelcome(welcome.Text),
            _ => SmtpXclientResult.ServiceClosing(welcome.Text),
        };
    }

    /// <inheritdoc/>
    protected sealed override ValueTask<SmtpXforwardResult> OnXforwardAsync(SmtpXforwardArguments arguments, CancellationToken cancellationToken)
    {
        if (!MayNameClients)
            return new(SmtpXforwardResult.AccessDenied());
        var attributes = ClientAttributes.ParseXforward(arguments.Attributes.Span, out string problem);
        if (problem.Length > 0)
            return new(SmtpXforwardResult.BadAttributes(problem));
        Forwarded = (Forwarded ?? ClientAttributes.None).With(attributes);
        return new(SmtpXforwardResult.Ok());
    }

    // The connection's own address counts, not the one it named before.
    private bool MayNameClients => IsTrusted?.Invoke(Session.ConnectedEndPoint) == true;

    private void OfferAttributes()
    {
        bool mayName = MayNameClients;
        Session.XclientAttributes = mayName ? s_xclientAttributes : default;
        Session.XforwardAttributes = mayName ? s_xforwardAttributes : default;
    }

    // A port alone belongs to the address that is known already.
    private IPEndPoint? Address(ClientAttributes named, ClientAttributes given)
    {
        if (named.IsGiven("ADDR"))
            return named.Client;
        return Session.RemoteEndPoint is IPEndPoint known && ushort.TryParse(given["PORT"], out ushort port)
            ? new IPEndPoint(known.Address, port)
            : Session.RemoteEndPoint as IPEndPoint;
    }

    private SaslIdentity? NamedIdentity => NamedClient?["LOGIN"] is { } login ? new SaslIdentity(login, login) : null;
}
