using System.Net;

namespace SmtpGen.Tool.Serve.Configuration;

/// <summary>Checks what is configured of the page, and that it does not show the mail to everybody.</summary>
/// <param name="name">A key in the operator's words.</param>
internal sealed class WebCheck(Func<string, string> name)
{
    /// <summary>The forms of an address.</summary>
    public const string Forms = "127.0.0.1:8025, [::1]:8025, 8025 (localhost) or :8025 (all addresses)";

    /// <summary>Reads an address; null where it is wrong.</summary>
    public static IPEndPoint? Address(string text)
    {
        var written = AddressText.Split(text);
        if (written.Port is not { } port)
            return null;
        if (written.Host.Length == 0)
            return new(IPAddress.IPv6Any, port);
        return written.IsLocal ? new(IPAddress.Loopback, port) : written.Address is { } address ? new(address, port) : null;
    }

    /// <summary>What is wrong, in sentences.</summary>
    public IEnumerable<string> Problems(WebOptions web)
    {
        if (!web.IsOn)
        {
            if (web.Chaos)
                yield return $"{Name(nameof(web.Chaos))} needs the page, by which faults are asked for; give {Name(nameof(web.Listen))} an address, such as {WebOptions.Usual}.";
            yield break;
        }

        if (Address(web.Listen) is not { } address)
        {
            yield return $"{Name(nameof(web.Listen))} is '{web.Listen}'; it must be an address and a port, such as {Forms}, or {WebOptions.Off}.";
            yield break;
        }

        bool hasToken = !string.IsNullOrEmpty(web.Token), hasFile = !string.IsNullOrEmpty(web.TokenFile);
        if (hasToken && hasFile)
            yield return $"{Name(nameof(web.Token))} and {Name(nameof(web.TokenFile))} are given; one of them says what readers must know.";
        if (!hasToken && !hasFile && !IPAddress.IsLoopback(address.Address))
        {
            yield return $"{Name(nameof(web.Listen))} {web.Listen} shows the mail to everybody who reaches this machine; "
                + $"name a file with a token that readers must know: --web-token-file PATH, or take {WebOptions.Usual}.";
        }
    }

    private string Name(string key) => name($"{nameof(ServeConfiguration.Web)}:{key}");
}
