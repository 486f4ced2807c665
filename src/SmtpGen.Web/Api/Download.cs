using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SmtpGen.Web.Api;

/// <summary>Answers that a browser saves and does not show.</summary>
internal static class Download
{
    // Even when a browser shows it after all, nothing in it runs.
    private const string Policy = "sandbox; default-src 'none'; frame-ancestors 'none'";

    // What a browser or a desktop may know of a file that a stranger sent.
    private static readonly HashSet<string> s_types =
    [
        "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "application/zip", "text/plain", "text/csv", "text/calendar", "audio/mpeg", "video/mp4",
    ];

    /// <summary>Says that an answer is a file, and what it is called (RFC 6266, RFC 8187).</summary>
    public static void Name(HttpResponse response, string name)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = Policy;
    }

    /// <summary>The type that a part of a message is sent as: its own where that is harmless.</summary>
    public static string Type(string contentType) => s_types.Contains(contentType) ? contentType : "application/octet-stream";
}
