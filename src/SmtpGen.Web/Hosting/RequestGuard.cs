using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SmtpGen.Web.Http;

namespace SmtpGen.Web.Hosting;

/// <summary>
/// Lets through only what this page's own reader asks: for a name that is its own, with the token where there is one, and no change
/// that another site's page makes the browser send.
/// </summary>
/// <param name="options">Names and token.</param>
internal sealed class RequestGuard(MailWebOptions options)
{
    private const string Basic = "Basic ";
    private const string Bearer = "Bearer ";

    private readonly byte[] _token = SHA256.HashData(Encoding.UTF8.GetBytes(options.Token));

    /// <summary>Answers a request that is refused; calls the next handler for any other.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var refusal = Refusal(context.Request);
        if (refusal is not { } refused)
        {
            PageHeaders.Set(context.Response.Headers);
            await next(context);
            return;
        }

        if (refused.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"SmtpGen\", charset=\"UTF-8\"";
        await Answers.ProblemAsync(context, refused.Status, refused.Why);
    }

    private (int Status, string Why)? Refusal(HttpRequest request)
    {
        if (!IsOwnName(request.Host))
            return (StatusCodes.Status421MisdirectedRequest, $"this page is not {request.Host.Host}; name it with --web-host, or ask for the address it listens at");
        if (options.Token.Length > 0 && !Knows(request.Headers.Authorization))
            return (StatusCodes.Status401Unauthorized, "the token is missing or wrong: send it as the password of a basic login, or as a bearer token");
        if (!IsSafe(request.Method) && !IsSameOrigin(request))
            return (StatusCodes.Status403Forbidden, "the request comes from another site's page");
        return null;
    }

    private bool IsOwnName(HostString host)
    {
        string name = host.Host.TrimStart('[').TrimEnd(']');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && (IPAddress.IsLoopback(address) || address.Equals(options.Listen.Address) || IsAny(options.Listen.Address)))
            || options.Hosts.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    // A page at all addresses is asked for by any of them; a name that leads here by DNS is not an address.
    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private bool Knows(StringValues authorization)
    {
        string text = authorization.ToString();
        string? said = text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? text[Bearer.Length..].Trim()
            : text.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? Password(text[Basic.Length..].Trim())
            : null;
        return said is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(said)), _token);
    }

    private static string? Password(string credentials)
    {
        byte[] octets = new byte[credentials.Length];
        return Convert.TryFromBase64String(credentials, octets, out int length)
            && Encoding.UTF8.GetString(octets, 0, length) is var pair && pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? pair[(colon + 1)..]
            : null;
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // A browser says where a request comes from; other programs say nothing, and need no protection from themselves.
    private static bool IsSameOrigin(HttpRequest request)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        string origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
