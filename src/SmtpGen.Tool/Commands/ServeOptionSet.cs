using System.CommandLine;
using SmtpGen.Tool.Serve.Configuration;

namespace SmtpGen.Tool.Commands;

/// <summary>
/// The options of <c>smtpgen serve</c>, each with the key that it sets. They are the common ones: the configuration file has
/// them all.
/// </summary>
internal sealed class ServeOptionSet
{
    private readonly List<(Option Option, string Key, Func<ParseResult, IReadOnlyList<string>> Read)> _options = [];
    private readonly Option<string?> _config = new("--config") { Description = "A file with the configuration in JSON, as --print-config writes it", HelpName = "PATH" };
    private readonly Option<bool> _print = new("--print-config") { Description = "Writes the configuration that the command line, the environment and --config make, and ends" };
    private readonly Option<string[]> _offer = new("--offer")
    {
        Description = "Offers an extension that is off, where it needs one with its value, such as \"NO-SOLICITING net.example:ADV\": "
            + string.Join(", ", MailOffers.Off),
        HelpName = "KEYWORD",
    };

    private readonly Option<string[]> _lenient = new("--lenient")
    {
        Description = "Takes what devices and containers send although the RFCs forbid it; with a value only a part of it, and may be repeated: "
            + string.Join(", ", LenientParts.Names),
        HelpName = "PART",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public ServeOptionSet()
    {
        Add(StoreOption.Create(), "Store");
        Switch("--no-trace", "Trace", "Stores messages as they came, without Return-Path and Received in front", "false");
        Add(LanguageOption.Create(), "Language");
        Text("--log", "Log", "A file that lines are appended to, instead of the console; SIGHUP opens it again", "PATH");
        Switch("--verbose", "Verbose", "Tells of refused commands too, with the state and why", "1", "-v");
        Switch("--transcripts", "Verbose", "Tells all that is said, without what clients log in with", "2", "-vv");
        Text("--otlp", "Otlp", $"Sends metrics and traces to a collector by OTLP, such as {CollectorUrl.Example} (gRPC); ports other than 4317 take HTTP", "URL");
        Text("--metrics", "Metrics", $"Where Prometheus may read metrics, at /metrics: {MetricsAddress.Forms}", "ADDRESS");
        Add(new Option<string>("--web")
        {
            Description = $"Where the page with the mail, the sessions and the protocol is: {WebCheck.Forms}; {WebOptions.Usual} unless given",
            HelpName = "ADDRESS",
            Arity = ArgumentArity.ZeroOrOne,
        }, "Web:Listen", WebOptions.Usual);
        Switch("--no-web", "Web:Listen", "Serves no page", WebOptions.Off);
        Text("--web-token-file", "Web:TokenFile", "A file whose first line readers of the page must know; needed where other machines reach the page", "PATH");
        Many("--web-host", "Web:Hosts", "A name by which readers ask for the page, beside its address and localhost; may be repeated", "NAME");
        Switch("--chaos", "Web:Chaos", "Lets tests of clients ask the page for faults on purpose: refusals, delays, lost connections (POST /api/v1/faults)");
        Many("--spec", "Web:Specs", "A specification whose protocol the page shows too; may be repeated", "PATH");
        Many("--listen", "Smtp:Listen",
            "Where to listen: 127.0.0.1:2525, \"[::1]:4650 tls\", localhost:2525, 2525 (localhost), :2525 (all addresses); port 0 takes a free one; "
            + "'tls' begins with TLS, 'proxy' with a header of the PROXY protocol; may be repeated; 127.0.0.1:2525 unless given", "ADDRESS");
        Many("--lmtp", "Lmtp:Listen", "Where to listen for LMTP, as with --listen; may be repeated", "ADDRESS");
        Many("--pop3", "Pop3:Listen",
            "Where to listen for POP3, by which users read and delete their mail, as with --listen; needs --users; may be repeated", "ADDRESS");
        Many("--pop3-domain", "Pop3Domains", "Domain at which users get their mail whose names have none; may be repeated; without it the host's name", "DOMAIN");
        Many("--domain", "Smtp:Domains",
            "Domain that mail is accepted for; other mail is taken from users who are logged in only; may be repeated; without it mail for everybody", "DOMAIN");
        Text("--forward", "Forward:Server",
            $"Hands all mail on to another server, and deletes it when that has it: {SmarthostUrl.Forms}; tls is none, offered, required or implicit", "URL");
        Text("--forward-password-file", "Forward:PasswordFile", "A file whose first line is the password of the user that --forward names", "PATH");
        Text("--events", "Events:Url",
            "Announces every message in a JetStream stream of NATS: nats://HOST:4222, several with commas", "URL");
        Text("--hostname", "Smtp:Protocol:HostName", "The name the server calls itself", "NAME");
        Text("--max-size", "Smtp:Protocol:MessageSize", "Most octets of a message", "OCTETS");
        Text("--max-recipients", "Smtp:Protocol:Recipients", "Most recipients of a message", "NUMBER");
        Text("--max-connections", "Smtp:MaxConnections", "Most connections at a time; 0: no limit", "NUMBER");
        Text("--max-connections-per-address", "Smtp:MaxConnectionsPerAddress", "Most connections at a time from one client; 0: no limit", "NUMBER");
        Text("--framing", "Smtp:Protocol:Framing", "What a stray CR or LF in a message does: strict refuses it, normalize makes it a line end", "POLICY");
        Text("--tls-cert", "Smtp:Tls:Certificate", "A PEM or PFX file; with it STARTTLS is on offer", "PATH");
        Text("--tls-key", "Smtp:Tls:Key", "A PEM file with the private key, where it is not in the same file", "PATH");
        Switch("--require-tls", "Smtp:Protocol:RequireTls", "Takes mail over encrypted connections only, by SMTP and by LMTP");
        Text("--users", "Smtp:Users", "A file with users who may log in (smtpgen passwd makes its lines)", "PATH");
        Switch("--any-login", "Smtp:AnyLogin", "Lets everybody log in, by any name and any password, for tests of clients");
        Switch("--plaintext-auth", "Smtp:AllowPlaintextWithoutTls", "Lets passwords be sent without encryption, for tests on one machine");
        Switch("--require-auth", "Smtp:Protocol:RequireAuth", "Takes mail from users who are logged in only, by SMTP and by LMTP");
        Switch("--cram-md5", "Smtp:OfferCramMd5", "Offers CRAM-MD5 too, for old devices; it serves users whose passwords the file holds readable ({PLAIN})");
        Many("--trusted-proxies", "Smtp:TrustedProxies", "Networks whose PROXY headers are believed", "CIDR");
        Many("--trusted-clients", "Smtp:TrustedClients", "Networks whose XCLIENT and XFORWARD are believed", "CIDR");
    }

    public void AddTo(Command command)
    {
        foreach (var (option, _, _) in _options)
            command.Options.Add(option);
        command.Options.Add(_offer);
        command.Options.Add(_lenient);
        command.Options.Add(_config);
        command.Options.Add(_print);
    }

    /// <summary>Whether the configuration is only to be written.</summary>
    public bool Prints(ParseResult parsed) => parsed.GetValue(_print);

    /// <summary>The configuration that file, environment and command line make.</summary>
    /// <exception cref="ToolException">A value is not allowed.</exception>
    public ServeConfiguration Read(ParseResult parsed)
    {
        var layers = new ConfigurationLayers();
        if (parsed.GetValue(_config) is { } path)
            layers.Add(new ConfigurationFile(path).Read());
        layers.Add(EnvironmentSettings.Read(Environment.GetEnvironmentVariables()));
        layers.AddCommandLine(_options.Where(option => parsed.GetResult(option.Option) is { Implicit: false })
            .Select(option => new Setting(option.Key, option.Read(parsed), option.Option.Name)));
        if (parsed.GetResult(_lenient) is not null)
            layers.AddCommandLine(LenientParts.Settings(_lenient.Name, parsed.GetValue(_lenient) ?? []));
        var offers = MailOffers.Parse(parsed.GetValue(_offer) ?? []);
        layers.AddCommandLine(offers.Settings(layers));
        var configuration = layers.Build();
        new ConfigurationCheck(layers, OptionOf).Check(configuration);
        offers.Check(configuration);
        return configuration;
    }

    private string? OptionOf(string key) => _options.Find(option => option.Key == key).Option?.Name;

    private void Text(string name, string key, string description, string unit) =>
        Add(new Option<string>(name) { Description = description, HelpName = unit }, key);

    private void Add(Option<string> option, string key, string empty = "") =>
        _options.Add((option, key, parsed => [parsed.GetValue(option) ?? empty]));

    private void Many(string name, string key, string description, string unit)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = unit };
        _options.Add((option, key, parsed => parsed.GetValue(option)!));
    }

    private void Switch(string name, string key, string description, string value = "true", params string[] aliases)
    {
        var option = new Option<bool>(name, aliases) { Description = description };
        _options.Add((option, key, parsed => [parsed.GetValue(option) ? value : OptionSchema.Instance.Find(key)!.Get(new ServeConfiguration())[0]]));
    }
}
