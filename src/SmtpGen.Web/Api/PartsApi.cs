using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Storage;
using SmtpGen.Web.Http;
using SmtpGen.Web.Messages;

namespace SmtpGen.Web.Api;

/// <summary>Parts of messages, to download.</summary>
/// <param name="opener">Reads messages.</param>
internal sealed class PartsApi(MessageOpener opener) : IWebPart
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/messages/{id}/parts/{partId}", PartAsync);

    private async Task PartAsync(HttpContext context)
    {
        var message = await Requested.MessageAsync(opener.Store, context);
        string partId = (string)context.Request.RouteValues["partId"]!;
        var found = await opener.OpenAsync(message, MimeLimits.Message, opened => Read(opened, partId, context.RequestAborted), context.RequestAborted);
        if (found is not { } part)
            throw new StoreException(StoreFailure.NotFound, $"message \"{message.Id}\" has no part {partId} to download; its structure lists those it has");
        var response = context.Response;
        Download.Name(response, part.Name);
        response.ContentType = Download.Type(part.Type);
        response.ContentLength = part.Octets.Length;
        await response.Body.WriteAsync(part.Octets, context.RequestAborted);
    }

    private static (string Name, string Type, ReadOnlyMemory<byte> Octets)? Read(OpenedMessage opened, string partId, CancellationToken cancellationToken)
    {
        if (opened.Parts.Find(partId) is not { } part)
            return null;
        var octets = new MemoryStream();
        if (part.IsLeaf)
            part.DecodeTo(octets, cancellationToken);
        else if (part.Entity is MimeKit.MessagePart { Message: { } inner })
            inner.WriteTo(octets, cancellationToken);
        else
            return null;
        string name = SafeFileName.Of(part.Name, part.IsLeaf ? $"part-{part.Id}" : $"part-{part.Id}.eml");
        return (name, part.ContentType, octets.GetBuffer().AsMemory(0, (int)octets.Length));
    }
}
