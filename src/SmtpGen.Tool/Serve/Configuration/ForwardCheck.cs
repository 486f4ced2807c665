using System.Net;
using SmtpGen.Client;
using SmtpGen.Mail;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>Checks what is configured of handing mail on, and that it does not make an open relay.</summary>
/// <param name="name">A key in the operator's words.</param>
internal sealed class ForwardCheck(Func<string, string> name)
{
    /// <summary>What is wrong, in sentences.</summary>
    public IEnumerable<string> Problems(ServeConfiguration configuration)
    {
        var forward = configuration.Forward;
        if (!forward.IsOn)
            yield break;
        SmarthostUrl? server = null;
        string problem = "";
        try
        {
            server = SmarthostUrl.Parse(forward.Server!);
        }
        catch (FormatException exception)
        {
            problem = $"{Name(nameof(forward.Server))} {exception.Message}";
        }

        if (server is null)
        {
            yield return problem;
            yield break;
        }

        foreach (string wrong in Login(forward, server).Concat(Times(forward)))
            yield return wrong;
        if (!configuration.Trace)
            yield return $"{name(nameof(ServeConfiguration.Trace))} leaves out Received, which a server must add to mail that it hands on (RFC 5321 section 4.4); leave it out, or {Name(nameof(forward.Server))}.";
        if (!forward.FromAnybody && OpenTo(configuration) is { } open)
        {
            yield return $"{Name(nameof(forward.Server))} with {open} would hand on mail of anybody to anybody, and strangers would send their spam through it; "
                + "say who may send (--users with --require-auth), whose mail is accepted (--domain), listen on 127.0.0.1 alone, "
                + $"or set {nameof(ServeConfiguration.Forward)}:{nameof(forward.FromAnybody)} in a network that no stranger reaches.";
        }
    }

    // A listener for PROXY headers has its clients behind a proxy, wherever that is.
    private static string? OpenTo(ServeConfiguration configuration)
    {
        var served = new List<(MailServerOptions Options, bool IsProtected)>
        {
            (configuration.Smtp, configuration.Smtp.Protocol.RequireAuth || configuration.Smtp.Domains.Count > 0),
            (configuration.Lmtp, configuration.Lmtp.Protocol.RequireAuth || configuration.Lmtp.Domains.Count > 0),
        };
        return served.Where(server => !server.IsProtected || server.Options.AnyLogin)
            .SelectMany(server => server.Options.Listen)
            .FirstOrDefault(address => !IsLocal(address)) is { } open ? $"a listener on {open}" : null;
    }

    private static bool IsLocal(string listen)
    {
        string[] words = listen.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words.Contains("proxy", StringComparer.OrdinalIgnoreCase))
            return false;
        var address = AddressText.Split(words[0]);
        return address.IsLocal || (address.Address is { } ip && IPAddress.IsLoopback(ip));
    }

    private IEnumerable<string> Login(ForwardOptions forward, SmarthostUrl server)
    {
        string[] given = [.. new[]
        {
            (Key: nameof(forward.Password), Value: forward.Password),
            (Key: nameof(forward.PasswordFile), Value: forward.PasswordFile),
            (Key: nameof(forward.TokenFile), Value: forward.TokenFile),
        }.Where(secret => !string.IsNullOrEmpty(secret.Value)).Select(secret => Name(secret.Key))];
        if (server.User is null && given.Length > 0)
            yield return $"{given[0]} is given, but {Name(nameof(forward.Server))} names no user; write smtp://USER@{server}.";
        if (server.User is not null && given.Length == 0)
            yield return $"{Name(nameof(forward.Server))} names a user, but there is no password; name a file with it: --forward-password-file PATH, or set {EnvironmentSettings.Prefix}FORWARD__PASSWORD.";
        if (given.Length > 1)
            yield return $"{string.Join(" and ", given)} are given; one of them says how to log in.";
        if (server is { User: not null, Tls: TlsPolicy.None } && !forward.PlaintextAuth)
            yield return $"{Name(nameof(forward.Server))} with a user and ?tls=none lets anybody on the way take the login over; leave ?tls=none out, or set Forward:PlaintextAuth.";
    }

    private IEnumerable<string> Times(ForwardOptions forward)
    {
        if (forward.Parallelism < 1)
            yield return $"{Name(nameof(forward.Parallelism))} is {forward.Parallelism}; it must be at least 1.";
        if (forward.FirstDelay <= TimeSpan.Zero)
            yield return $"{Name(nameof(forward.FirstDelay))} is {forward.FirstDelay}; it must be longer than nothing.";
        if (forward.LongestDelay < forward.FirstDelay)
            yield return $"{Name(nameof(forward.LongestDelay))} is {forward.LongestDelay}; it must not be shorter than the first delay, {forward.FirstDelay}.";
        if (forward.QueueTime <= TimeSpan.Zero)
            yield return $"{Name(nameof(forward.QueueTime))} is {forward.QueueTime}; it must be longer than nothing.";
    }

    private string Name(string key) => name($"{nameof(ServeConfiguration.Forward)}:{key}");
}
