using System.CommandLine;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Runtime.Bodies;
using SmtpGen.Server.Smtp;

namespace SmtpGen.Tool.Commands;

/// <summary>The options of <c>smtpgen serve</c> that say how SMTP is spoken.</summary>
internal sealed class SmtpServeOptions
{
    private readonly Option<string[]> _listen = new("--listen")
    {
        Description = "Address and port to listen on, such as 127.0.0.1:2525 or \"[::1]:4650 tls\"; port 0 takes a free one; "
            + "'tls' begins with TLS, 'proxy' with a header of the PROXY protocol; may be repeated",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => ["127.0.0.1:2525"],
    };

    private readonly Option<string[]> _lmtp = new("--lmtp")
    {
        Description = "Address and port to listen on for LMTP, as with --listen; may be repeated",
        HelpName = "ADDRESS",
    };

    private readonly Option<string?> _host = new("--hostname") { Description = "The name the server calls itself", HelpName = "NAME" };
    private readonly Option<long?> _size = NumberOption.Optional<long>("--max-size", "Most octets of a message", "OCTETS", 0, long.MaxValue);
    private readonly Option<string> _framing = new("--framing")
    {
        Description = "What a stray CR or LF in a message does: strict refuses it, normalize makes it a line end",
        DefaultValueFactory = _ => "strict",
    };

    private readonly Option<string?> _certificate = new("--tls-cert") { Description = "A PEM or PFX file; with it STARTTLS is on offer", HelpName = "PATH" };
    private readonly Option<string?> _key = new("--tls-key") { Description = "A PEM file with the private key, where it is not in the same file", HelpName = "PATH" };
    private readonly Option<bool> _requireTls = new("--require-tls") { Description = "Takes mail over encrypted connections only, by SMTP and by LMTP" };
    private readonly Option<string?> _users = new("--users") { Description = "A file with users who may log in (smtpgen passwd makes its lines)", HelpName = "PATH" };
    private readonly Option<bool> _anyLogin = new("--any-login") { Description = "Lets everybody log in, by any name and any password, for tests of clients" };
    private readonly Option<bool> _plaintext = new("--plaintext-auth") { Description = "Lets passwords be sent without encryption, for tests on one machine" };
    private readonly Option<bool> _requireAuth = new("--require-auth") { Description = "Takes mail from users who are logged in only, by SMTP and by LMTP" };
    private readonly Option<bool> _cramMd5 = new("--cram-md5") { Description = "Offers CRAM-MD5 too, for old devices; it serves users whose passwords the file holds readable ({PLAIN})" };
    private readonly Option<string[]> _proxies = new("--trusted-proxies") { Description = "Networks whose PROXY headers are believed", HelpName = "CIDR" };
    private readonly Option<string[]> _clients = new("--trusted-clients") { Description = "Networks whose XCLIENT and XFORWARD are believed", HelpName = "CIDR" };
    private readonly Option<string[]> _offer = new("--offer")
    {
        Description = "Offers an extension that is off: " + string.Join(", ", (SmtpExtensions.All & ~SmtpExtensions.Default).ToString().ToUpperInvariant()),
        HelpName = "KEYWORD",
    };

    private readonly Option<string[]> _lenient = new("--lenient")
    {
        Description = "Takes what devices and containers send although the RFCs forbid it; with a value only a part of it, and may be repeated: "
            + string.Join(", ", LenientParts.Keys),
        HelpName = "PART",
        Arity = ArgumentArity.ZeroOrMore,
    };

    // By the names of the protocol's options without what they begin with.
    private static IReadOnlyDictionary<string, string> LenientParts { get; } = new SmtpOptions().StandsFor(nameof(SmtpOptions.Lenient))
        .ToDictionary(name => name.Replace("lenient-", "", StringComparison.Ordinal), OptionProperty, StringComparer.Ordinal);

    public SmtpServeOptions() => _framing.AcceptOnlyFromAmong("strict", "normalize");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[
            _listen, _lmtp, _host, _size, _framing, _certificate, _key, _requireTls, _users, _anyLogin, _plaintext, _cramMd5, _requireAuth, _proxies, _clients, _offer, _lenient])
            command.Options.Add(option);
    }

    /// <summary>The options for SMTP.</summary>
    /// <exception cref="ToolException">A value is not allowed.</exception>
    public SmtpServerOptions Read(ParseResult parsed)
    {
        var options = new SmtpServerOptions();
        var protocol = options.Protocol;
        var names = ReadServer(parsed, _listen, options, protocol);
        protocol.MessageSize = parsed.GetValue(_size) ?? protocol.MessageSize;
        protocol.RequireTls = parsed.GetValue(_requireTls);
        protocol.RequireAuth = parsed.GetValue(_requireAuth);
        foreach (string keyword in parsed.GetValue(_offer) ?? [])
            protocol.Extensions |= Extension(keyword, SmtpExtensions.All);
        return names.Valid(options);
    }

    /// <summary>The options for LMTP, to which all that is said of SMTP applies; null where it is not served.</summary>
    /// <exception cref="ToolException">A value is not allowed.</exception>
    public LmtpServerOptions? ReadLmtp(ParseResult parsed)
    {
        if (parsed.GetValue(_lmtp) is not { Length: > 0 })
            return null;
        var options = new LmtpServerOptions();
        var protocol = options.Protocol;
        var names = ReadServer(parsed, _lmtp, options, protocol);
        protocol.MessageSize = parsed.GetValue(_size) ?? protocol.MessageSize;
        protocol.RequireTls = parsed.GetValue(_requireTls);
        protocol.RequireAuth = parsed.GetValue(_requireAuth);
        foreach (string keyword in parsed.GetValue(_offer) ?? [])
            protocol.Extensions |= Extension(keyword, LmtpExtensions.All);
        return names.Valid(options);
    }

    // What an application's own handler may do otherwise, this program cannot: its users are those of the file.
    private void RequireUsers(ParseResult parsed)
    {
        if (parsed.GetValue(_anyLogin) && !string.IsNullOrEmpty(parsed.GetValue(_users)))
            throw new ToolException(ToolExit.Usage, $"{_anyLogin.Name} is given, so no password counts, but {_users.Name} is given too; leave one of them out");
        if (!string.IsNullOrEmpty(parsed.GetValue(_users)))
            return;
        foreach (var option in (Option<bool>[])[_requireAuth, _cramMd5])
        {
            if (parsed.GetValue(option) && !(option == _requireAuth && parsed.GetValue(_anyLogin)))
                throw new ToolException(ToolExit.Usage, $"{option.Name} is given, but nobody can log in; name the file with the users: --users PATH");
        }
    }

    private OptionNames ReadServer(ParseResult parsed, Option<string[]> listen, MailServerOptions options, ProtocolOptions protocol)
    {
        RequireUsers(parsed);
        var names = new OptionNames(listen.Name);

        // StoreHandler: the stores have threads of their own.
        options.HandlersNeverBlock = true;
        options.Users = parsed.GetValue(_users);
        options.AnyLogin = parsed.GetValue(_anyLogin);
        options.AllowPlaintextWithoutTls = parsed.GetValue(_plaintext);
        options.OfferCramMd5 = parsed.GetValue(_cramMd5);
        options.Tls.Certificate = parsed.GetValue(_certificate);
        options.Tls.Key = parsed.GetValue(_key);
        Add(options.Listen, parsed.GetValue(listen));
        Add(options.TrustedProxies, parsed.GetValue(_proxies));
        Add(options.TrustedClients, parsed.GetValue(_clients));
        TurnLenient(parsed, options, protocol);
        protocol.Framing = parsed.GetValue(_framing) == "normalize" ? FramingPolicy.Normalize : FramingPolicy.Strict;
        try
        {
            protocol.HostName = parsed.GetValue(_host) ?? protocol.HostName;
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(ToolExit.Usage, names.Say(OptionError.Text(exception)), exception);
        }

        return names;
    }

    private void TurnLenient(ParseResult parsed, MailServerOptions options, ProtocolOptions protocol)
    {
        var parts = parsed.GetValue(_lenient) ?? [];
        options.Lenient = parsed.GetResult(_lenient) is not null && parts.Length == 0;
        foreach (string part in parts)
        {
            protocol.Turn(
                LenientParts.TryGetValue(part, out string? option) ? option : throw new ToolException(
                    ToolExit.Usage, $"--lenient names '{part}', which is no part of it; there are {string.Join(", ", LenientParts.Keys)}"),
                true);
        }
    }

    // The property of an option: lenient-names is LenientNames.
    private static string OptionProperty(string name) =>
        string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    // The two protocols have the same extensions, as values of types of their own.
    private static T Extension<T>(string keyword, T all)
        where T : struct, Enum =>
        Enum.TryParse(keyword.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out T extension) && all.HasFlag(extension)
            ? extension
            : throw new ToolException(ToolExit.Usage, $"--offer names '{keyword}', which is no extension; smtpgen serve --help lists those that are off");

    private static void Add(IList<string> list, string[]? values)
    {
        foreach (string value in values ?? [])
            list.Add(value);
    }
}
