using System.Text.RegularExpressions;
using SmtpGen.Server;
using SmtpGen.Storage.Postgres;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>Checks a configuration, and names what is wrong as the operator wrote it: by its option, its variable or its place in the file.</summary>
/// <param name="layers">Who set what.</param>
/// <param name="optionOf">The option of the command line that sets a key; null for none.</param>
internal sealed partial class ConfigurationCheck(ConfigurationLayers layers, Func<string, string?> optionOf)
{
    /// <summary>Checks it.</summary>
    /// <exception cref="ToolException">Something is wrong with it.</exception>
    public void Check(ServeConfiguration configuration)
    {
        // Who may log in is said in words that fit no single option.
        string logins = string.Join(" ", MissingUsers(configuration));
        if (logins.Length > 0)
            throw new ToolException(ToolExit.Usage, logins);
        var problems = Problems(nameof(ServeConfiguration.Smtp), configuration.Smtp);
        if (configuration.ServesLmtp)
            problems = problems.Concat(Problems(nameof(ServeConfiguration.Lmtp), configuration.Lmtp));
        if (configuration.ServesPop3)
            problems = problems.Concat(Problems(nameof(ServeConfiguration.Pop3), configuration.Pop3));
        if (configuration.Verbose is < 0 or > 2)
            problems = problems.Append($"{Name(nameof(ServeConfiguration.Verbose))} is {configuration.Verbose}; it must be 0, 1 or 2.");
        if (string.IsNullOrWhiteSpace(configuration.Store))
            problems = problems.Append($"{Name(nameof(ServeConfiguration.Store))} names no place to store messages in.");
        if (configuration.Store is { } store && StoreProblem(store) is { } wrong)
            problems = problems.Append($"{Name(nameof(ServeConfiguration.Store))}: {wrong}.");
        if (configuration.Otlp is { Length: > 0 } collector && !CollectorUrl.TryParse(collector, out _))
            problems = problems.Append($"{Name(nameof(ServeConfiguration.Otlp))} is '{collector}'; it must be the URL of a collector, such as {CollectorUrl.Example}.");
        if (configuration.Metrics is { Length: > 0 } address && !MetricsAddress.TryParse(address, out _))
            problems = problems.Append($"{Name(nameof(ServeConfiguration.Metrics))} is '{address}'; it must be an address and a port, such as {MetricsAddress.Forms}.");
        problems = problems.Concat(new ForwardCheck(Name).Problems(configuration)).Concat(new WebCheck(Name).Problems(configuration.Web));
        LanguageOption.Check(configuration.Language);
        if (string.Join(" ", problems.Distinct()) is { Length: > 0 } text)
            throw new ToolException(ToolExit.Usage, text);
    }

    // Before the configuration is printed, in which no password may stand.
    private static string? StoreProblem(string store)
    {
        try
        {
            if (PostgresLocation.Is(store))
                PostgresLocation.Parse(store);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    // What an application's own handler may do otherwise, this program cannot: its users are those of the file.
    private IEnumerable<string> MissingUsers(ServeConfiguration configuration)
    {
        bool hasUsers = !string.IsNullOrEmpty(configuration.Smtp.Users);
        if (hasUsers && configuration.Smtp.AnyLogin)
            yield return $"{Name("Smtp:AnyLogin")} is given, so no password counts, but {Name("Smtp:Users")} is given too; leave one of them out";
        if (hasUsers)
            yield break;
        if (configuration.Smtp.Protocol.RequireAuth && !configuration.Smtp.AnyLogin)
            yield return $"{Name("Smtp:Protocol:RequireAuth")} is given, but nobody can log in; name the file with the users: --users PATH";
        if (configuration.Smtp.OfferCramMd5)
            yield return $"{Name("Smtp:OfferCramMd5")} is given, but nobody can log in; name the file with the users: --users PATH";
        if (configuration.ServesPop3)
            yield return $"{Name("Pop3:Listen")} needs --users: the file with the users who may read their mail";
    }

    private IEnumerable<string> Problems(string section, ServerOptions options) => options.Validate().Select(problem => Say(section, problem));

    /// <summary>A sentence about a section in the operator's words; what was written in it stays as it is.</summary>
    private string Say(string section, string problem)
    {
        string named = FirstKey().Replace(problem, match => Name($"{section}:{match.Value}"));
        string switched = Switch().Replace(named, "$1 is given");
        return Missing().Replace(switched, match => $", but {OptionFor(section, match.Groups[1].Value)} is missing");
    }

    private string Name(string key) => layers.Find(key)?.Source ?? optionOf(key) ?? key;

    private string OptionFor(string section, string key) =>
        optionOf($"{section}:{key}") ?? optionOf($"Smtp:{key}") ?? optionOf($"Smtp:Tls:{key}") ?? $"{section}:{key}";

    [GeneratedRegex(@"\A[\w:]+")]
    private static partial Regex FirstKey();

    [GeneratedRegex(@"\A(--[\w-]+) is true(?=,)")]
    private static partial Regex Switch();

    // Never inside what a user wrote, which stands in quotes before it.
    [GeneratedRegex(@", but ([\w:]+) is empty(?=;[^']*\z)")]
    private static partial Regex Missing();
}
