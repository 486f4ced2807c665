using System.Net;

namespace SmtpGen.Web;

/// <summary>Where and for whom the page is.</summary>
public sealed class MailWebOptions
{
    /// <summary>The port unless another is given.</summary>
    public const int DefaultPort = 8025;

    /// <summary>Where the page listens; <c>127.0.0.1:8025</c> unless given. Port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; set; } = new(IPAddress.Loopback, DefaultPort);

    /// <summary>
    /// What a reader has to know: as the password of a basic login with any name (RFC 7617), or as a bearer token (RFC 6750).
    /// Required where the page listens at an address that other machines reach; empty: nothing is asked.
    /// </summary>
    public string Token { get; set; } = "";

    /// <summary>
    /// Names that the page may be asked for in the header field Host, beside the address it listens at and those of this machine's
    /// loopback. A request for another name is refused, as a name that somebody makes lead here (DNS rebinding) would be.
    /// </summary>
    public IList<string> Hosts { get; } = new List<string>();

    /// <summary>
    /// The file of the index that searches use, which is derived from the store and may be removed at any time; null: a temporary one, made anew by each
    /// process. No two pages share one.
    /// </summary>
    public string? IndexPath { get; set; }

    /// <summary>The seconds that a request may take to send its header.</summary>
    internal static TimeSpan HeaderTime => TimeSpan.FromSeconds(15);

    /// <summary>Says what is wrong.</summary>
    /// <exception cref="ArgumentException">The page would be open to other machines without a token.</exception>
    internal void Check()
    {
        if (Token.Length == 0 && !IPAddress.IsLoopback(Listen.Address))
        {
            throw new ArgumentException(
                $"The page at {Listen} would show the mail to everybody who reaches this machine; set {nameof(Token)}, or listen at 127.0.0.1.");
        }
    }
}
