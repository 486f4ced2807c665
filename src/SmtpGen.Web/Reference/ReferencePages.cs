using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Reference.Dialogs;
using SmtpGen.Web.Http;
using SmtpGen.Web.Reference.Views;
using SmtpGen.Web.Sessions;

namespace SmtpGen.Web.Reference;

/// <summary>The reference of the protocols as a part of the page, in the language that the reader's browser asks for.</summary>
/// <param name="protocols">The protocols.</param>
internal sealed class ReferencePages(ProtocolShelf protocols) : IWebPart
{
    private const string Root = "/protocol/";
    private const string Index = "index.html";
    private const int MaxOnDemand = 256;

    // Read when the first page is asked for.
    private readonly Lazy<ProtocolSite> _site = new(() => new ProtocolSite(
        [.. protocols.Specified.Select(protocol => new ReferenceSource(protocol, DialogFile.Shipped))], new SiteOptions(IsLive: true)));

    private readonly ConcurrentDictionary<string, Written> _written = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Written> _onDemand = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/protocol/{**path}", context => AnswerAsync(context, (string?)context.Request.RouteValues["path"] ?? ""));
        routes.MapGet("/replies", CompareAsync);
        routes.MapGet("/replies/{name}", context => FindAsync(context, (string)context.Request.RouteValues["name"]!));
    }

    private async Task AnswerAsync(HttpContext context, string path)
    {
        if (_site.Value.Has(path) && path.Length > 0 && path != Index)
            await WriteAsync(context, path);
        else if (path.Length == 0 || path == Index)
            Redirect(context, $"{Language(context)}/{Index}");
        else if (_site.Value.Has($"{path.TrimEnd('/')}/{Index}"))
            context.Response.Redirect($"{Root}{path.TrimEnd('/')}/{Index}");
        else
            await MissingAsync(context, path);
    }

    // The form on the page of a code.
    private Task CompareAsync(HttpContext context)
    {
        var query = context.Request.Query;
        string language = Language(context);
        if (_site.Value.Protocols.FirstOrDefault(protocol => protocol.Folder == query["protocol"]) is not { } protocol)
        {
            Redirect(context, $"{language}/{Index}");
            return Task.CompletedTask;
        }

        if (protocol.Find(query["code"].ToString()) is not { } left || protocol.Find(query["with"].ToString()) is not { } right)
            return MissingAsync(context, $"{query["code"]} - {query["with"]}");
        Redirect(context, Of(protocol, language, left == right ? protocol.CodePath(left) : protocol.PairPath(left, right)));
        return Task.CompletedTask;
    }

    // /replies/354, /replies/-ERR, /replies/354-vs-503: the first protocol that has it.
    private Task FindAsync(HttpContext context, string name)
    {
        string language = Language(context);
        foreach (var protocol in _site.Value.Protocols)
        {
            string? path = protocol.FindPair(name) is var (left, right) ? protocol.PairPath(left, right)
                : protocol.Find(name) is { } code ? protocol.CodePath(code)
                : null;
            if (path is not null)
            {
                Redirect(context, Of(protocol, language, path));
                return Task.CompletedTask;
            }
        }

        return MissingAsync(context, name);
    }

    private static string Of(SiteProtocol protocol, string language, string path) =>
        $"{(protocol.Languages.Any(words => words.Locale == language) ? language : protocol.Languages[0].Locale)}/{path}";

    private static string Language(HttpContext context)
    {
        context.Response.Headers.Vary = "Accept-Language";
        return PageLanguage.Of(context.Request);
    }

    private static void Redirect(HttpContext context, string path) => context.Response.Redirect(Root + path);

    private async Task WriteAsync(HttpContext context, string path)
    {
        var known = _site.Value.IsListed(path) ? _written : _onDemand;
        if (!known.TryGetValue(path, out var written))
        {
            using var text = new StringWriter();
            await _site.Value.WriteAsync(path, text, context.RequestAborted);
            written = new Written(text.ToString());
            // Any two of many codes can be asked for.
            if (known == _onDemand && known.Count >= MaxOnDemand)
                known.Clear();
            known[path] = written;
        }

        var response = context.Response;
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = written.Tag;
        if (context.Request.Headers.IfNoneMatch == written.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await SendAsync(context, written.Octets, path.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/html; charset=utf-8");
    }

    private async Task MissingAsync(HttpContext context, string asked)
    {
        using var text = new StringWriter();
        await _site.Value.WriteMissingAsync(asked, Language(context), Root, text, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        await SendAsync(context, Encoding.UTF8.GetBytes(text.ToString()), "text/html; charset=utf-8");
    }

    private static Task SendAsync(HttpContext context, byte[] octets, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = octets.Length;
        return context.Response.Body.WriteAsync(octets, context.RequestAborted).AsTask();
    }

    private sealed class Written(string text)
    {
        public byte[] Octets { get; } = Encoding.UTF8.GetBytes(text);

        public string Tag { get; } = $"\"{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8))}\"";
    }
}
