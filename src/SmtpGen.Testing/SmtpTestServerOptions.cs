using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Testing;

/// <summary>How a test server behaves.</summary>
public sealed class SmtpTestServerOptions
{
    private readonly SmtpServerOptions _server = new();

    /// <summary>The protocol's own options: limits, policies such as <see cref="SmtpOptions.RequireAuth"/>, extensions.</summary>
    public SmtpOptions Protocol => _server.Protocol;

    /// <summary>
    /// Whether what devices and containers send is taken although the RFCs forbid it; each part of it is an option of
    /// <see cref="Protocol"/>, too, such as <see cref="SmtpOptions.LenientNames"/>.
    /// </summary>
    public bool Lenient
    {
        get => _server.Lenient;
        set => _server.Lenient = value;
    }

    /// <summary>Whether STARTTLS is on offer, with a certificate that is made for the server.</summary>
    public bool StartTls { get; set; }

    /// <summary>Whether connections begin with TLS (RFC 8314), with a certificate that is made for the server.</summary>
    public bool ImplicitTls { get; set; }

    /// <summary>Passwords of the users who may log in; without any, AUTH is not on offer.</summary>
    public IDictionary<string, string> Users { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether everybody may log in, by any name and any password; PLAIN and LOGIN are on offer, and <see cref="Users"/> stays empty.</summary>
    public bool AnyLogin { get; set; }

    /// <summary>Whether mechanisms that show the password are on offer over plain text too.</summary>
    public bool AllowPlaintextWithoutTls { get; set; } = true;

    /// <summary>How long <see cref="SmtpTestServer.WaitForMessageAsync"/> waits unless it is told otherwise.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of delays on purpose and of waits for messages.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal SmtpServerOptions ToServerOptions(string? certificate)
    {
        if (AnyLogin && Users.Count > 0)
            throw new ArgumentException($"AnyLogin is true, but Users names {Users.Count}; name none, since nobody's password counts.");
        _server.AnyLogin = AnyLogin;
        _server.Listen.Add(ImplicitTls ? "127.0.0.1:0 tls" : "127.0.0.1:0");
        _server.Tls.Certificate = certificate;
        return _server;
    }
}
