using System.Globalization;
using SmtpGen.Mail;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>The extensions that <c>--offer</c> names. Each is listed in the answer to EHLO, or it is an error that says what it lacks.</summary>
internal sealed class MailOffers
{
    private const string Option = "--offer";

    private readonly SmtpExtensions _named;
    private readonly List<Setting> _values = [];

    private MailOffers(IEnumerable<string> offers)
    {
        foreach (string offer in offers)
        {
            string[] words = offer.Split((char[]?)null, 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var extension = Find(words.Length == 0 ? "" : words[0]);
            _named |= extension;
            if (words.Length > 1)
                _values.Add(Value(extension, words[1]));
        }
    }

    /// <summary>The keywords of the extensions that are off.</summary>
    public static IEnumerable<string> Off => All.Where(extension => !SmtpExtensions.Default.HasFlag(extension)).Select(SmtpTable.Keyword);

    private static IEnumerable<SmtpExtensions> All => Enum.GetValues<SmtpExtensions>().Where(extension => SmtpTable.Keyword(extension).Length > 0);

    /// <summary>Reads keywords, some with a value after them.</summary>
    /// <exception cref="ToolException">One is not an extension, or takes no value.</exception>
    public static MailOffers Parse(IEnumerable<string> offers) => new(offers);

    /// <summary>What they add to what is said of the extensions already.</summary>
    public IEnumerable<Setting> Settings(ConfigurationLayers layers)
    {
        if (_named == SmtpExtensions.None)
            return _values;
        SmtpExtensions offered;
        try
        {
            offered = (SmtpExtensions)OptionValue.Parse(
                layers.Find("Smtp:Protocol:Extensions")?.Values ?? [OptionValue.Format(SmtpExtensions.Default)], typeof(SmtpExtensions));
        }
        catch (FormatException)
        {
            // Whoever builds the configuration says what is wrong there, and where it stands.
            return _values;
        }

        return [new Setting("Smtp:Protocol:Extensions", [OptionValue.Format(offered | _named)], Option), .. _values];
    }

    /// <summary>Checks that what is on offer will be listed.</summary>
    /// <exception cref="ToolException">Something would not be.</exception>
    public void Check(ServeConfiguration configuration)
    {
        Check(configuration.Smtp, configuration.Smtp.Protocol.Extensions);
        if (configuration.ServesLmtp)
            Check(configuration.Lmtp, SmtpExtensionsOf(configuration.Lmtp));
    }

    private void Check(MailServerOptions options, SmtpExtensions offered)
    {
        bool hasTls = options.Tls.IsConfigured;
        bool hasClients = options.TrustedClients.Count > 0;
        // STARTTLS and AUTH are offered by default, wherever that is possible.
        Require(_named, SmtpExtensions.StartTls, hasTls, "needs a certificate: --tls-cert PATH");
        Require(_named, SmtpExtensions.Auth, options.AnyLogin || !string.IsNullOrEmpty(options.Users), "needs users: --users PATH");
        Require(offered, SmtpExtensions.RequireTls, hasTls, "is listed over encrypted connections only; it needs a certificate: --tls-cert PATH");
        Require(offered, SmtpExtensions.Xclient, hasClients, "is listed to trusted clients only; name them: --trusted-clients CIDR");
        Require(offered, SmtpExtensions.Xforward, hasClients, "is listed to trusted clients only; name them: --trusted-clients CIDR");
        Require(offered, SmtpExtensions.NoSoliciting, options.SolicitationKeywords.Count > 0,
            "lists the kinds of mail that are not wanted; name them: --offer \"NO-SOLICITING net.example:ADV\"");
    }

    private static void Require(SmtpExtensions offered, SmtpExtensions extension, bool isMet, string what)
    {
        if (offered.HasFlag(extension) && !isMet)
            throw new ToolException(ToolExit.Usage, $"the extension {SmtpTable.Keyword(extension)} {what}");
    }

    // The two protocols have the same extensions, as values of types of their own.
    private static SmtpExtensions SmtpExtensionsOf(LmtpServerOptions options) =>
        Enum.Parse<SmtpExtensions>(options.Protocol.Extensions.ToString());

    private static SmtpExtensions Find(string keyword)
    {
        foreach (var extension in All)
        {
            string known = SmtpTable.Keyword(extension);
            if (known.Equals(keyword, StringComparison.OrdinalIgnoreCase) || known.Replace("-", "", StringComparison.Ordinal).Equals(keyword, StringComparison.OrdinalIgnoreCase))
                return extension;
        }

        throw new ToolException(ToolExit.Usage, $"{Option} names '{keyword}', which is not an extension; those that are off: {string.Join(", ", Off)}");
    }

    private static Setting Value(SmtpExtensions extension, string value) => extension switch
    {
        SmtpExtensions.Futurerelease => new Setting("Smtp:Protocol:MaxHoldSeconds", [Number(value)], Option),
        SmtpExtensions.NoSoliciting => new Setting(
            "Smtp:SolicitationKeywords", value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), Option),
        _ => throw new ToolException(
            ToolExit.Usage, $"{Option} {SmtpTable.Keyword(extension)} takes no value; FUTURERELEASE (the longest time in seconds) and NO-SOLICITING (the kinds of mail) do"),
    };

    private static string Number(string value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        ? value
        : throw new ToolException(ToolExit.Usage, $"{Option} FUTURERELEASE {value}: the longest time is a whole number of seconds, such as 86400");
}
