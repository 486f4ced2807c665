using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Storage;
using SmtpGen.Web.Http;
using SmtpGen.Web.Messages;

namespace SmtpGen.Web.Api;

/// <summary>One message: what is said of it, its texts and its source.</summary>
/// <param name="opener">Reads messages.</param>
internal sealed class MessageApi(MessageOpener opener) : IWebPart
{
    // Nothing runs, nothing is loaded but images, and links open in a tab of their own.
    private const string FramePolicy =
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:{0}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/messages/{id}", DetailsAsync);
        routes.MapGet("/api/v1/messages/{id}/html", HtmlAsync);
        routes.MapGet("/api/v1/messages/{id}/text", TextAsync);
        routes.MapGet("/api/v1/messages/{id}/source", SourceAsync);
    }

    /// <summary>Answers with all that is said of a message.</summary>
    public static async Task AnswerDetailsAsync(HttpContext context, MessageOpener opener, StoredMessage message)
    {
        var details = await opener.OpenAsync(message, MimeLimits.Message, opened => DetailsView.Of(opened, context.RequestAborted), context.RequestAborted);
        await Answers.JsonAsync(context, details, MessageJson.Readable.MessageDetails);
    }

    private async Task DetailsAsync(HttpContext context) => await AnswerDetailsAsync(context, opener, await Requested.MessageAsync(opener.Store, context));

    private async Task HtmlAsync(HttpContext context)
    {
        bool remote = Query.Flag(context.Request, "remote");
        var message = await Requested.MessageAsync(opener.Store, context);
        string? document = await opener.OpenAsync(
            message,
            MimeLimits.Message,
            opened => opened.Parts.Html is { } html ? HtmlView.Document(opened, html, remote, context.RequestAborted) : null,
            context.RequestAborted);
        if (document is null)
            throw new StoreException(StoreFailure.NotFound, $"message \"{message.Id}\" has no part in HTML; ask for its text");
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = FramePolicy.Replace("{0}", remote ? " https: http:" : "", StringComparison.Ordinal);
        // The sandbox gives it an origin of its own, which is none to share a group of windows with.
        headers.Remove("Cross-Origin-Opener-Policy");
        await WriteAsync(context, "text/html; charset=utf-8", document);
    }

    private async Task TextAsync(HttpContext context)
    {
        var message = await Requested.MessageAsync(opener.Store, context);
        string text = await opener.OpenAsync(message, MimeLimits.Message, opened => DetailsView.Text(opened, context.RequestAborted), context.RequestAborted)
            ?? throw new StoreException(StoreFailure.NotFound, $"message \"{message.Id}\" has no plain text; ask for its HTML or its source");
        await WriteAsync(context, "text/plain; charset=utf-8", text);
    }

    // As it is stored, however large, without a parse.
    private async Task SourceAsync(HttpContext context)
    {
        var message = await Requested.MessageAsync(opener.Store, context);
        bool isDownload = context.Request.Query.ContainsKey("download");
        await using var body = await opener.Store.OpenAsync(message.Id, context.RequestAborted);
        var response = context.Response;
        response.ContentType = isDownload ? "message/rfc822" : "text/plain; charset=utf-8";
        if (isDownload)
            Download.Name(response, SafeFileName.Of($"message-{message.Id}.eml", "message.eml"));
        response.ContentLength = message.Size;
        await body.CopyToAsync(response.Body, context.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
