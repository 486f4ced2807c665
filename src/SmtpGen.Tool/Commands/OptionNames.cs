using System.Text.RegularExpressions;
using SmtpGen.Server;

namespace SmtpGen.Tool.Commands;

/// <summary>
/// Says in the words of the command line what is wrong with a server's options, whose own sentences name the keys of a
/// configuration.
/// </summary>
/// <param name="listen">The option that says where the protocol listens.</param>
internal sealed partial class OptionNames(string listen)
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal)
    {
        [nameof(ServerOptions.Listen)] = listen,
        ["HostName"] = "--hostname",
        ["Protocol:MessageSize"] = "--max-size",
        ["Protocol:RequireTls"] = "--require-tls",
        ["Tls:Certificate"] = "--tls-cert",
        ["Tls:Key"] = "--tls-key",
        ["Certificate"] = "--tls-cert",
        ["Key"] = "--tls-key",
        ["Users"] = "--users",
        ["AnyLogin"] = "--any-login",
        ["TrustedProxies"] = "--trusted-proxies",
        ["TrustedClients"] = "--trusted-clients",
    };

    /// <summary>The options, when nothing is wrong with them.</summary>
    /// <exception cref="ToolException">Something is.</exception>
    public T Valid<T>(T options)
        where T : ServerOptions =>
        string.Join(" ", options.Validate().Select(Say)) is { Length: > 0 } problems ? throw new ToolException(ToolExit.Usage, problems) : options;

    /// <summary>A sentence about a configuration in the words of the command line; what users wrote in it stays as it is.</summary>
    public string Say(string problem)
    {
        string named = FirstKey().Replace(problem, match => Name(match.Value));
        string switched = Switch().Replace(named, "$1 is given");
        return Missing().Replace(switched, match => $", but {Name(match.Groups[1].Value)} is missing");
    }

    private string Name(string key) => _names.GetValueOrDefault(key, key);

    [GeneratedRegex(@"\A[\w:]+")]
    private static partial Regex FirstKey();

    [GeneratedRegex(@"\A(--[\w-]+) is true(?=,)")]
    private static partial Regex Switch();

    // Never inside what a user wrote, which stands in quotes before it.
    [GeneratedRegex(@", but ([\w:]+) is empty(?=;[^']*\z)")]
    private static partial Regex Missing();
}
