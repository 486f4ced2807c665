using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Web.Http;

namespace SmtpGen.Web.Hosting;

/// <summary>The one document whose script draws inbox, message, sessions and trial.</summary>
internal sealed class AppShell(AssetFiles assets) : IWebPart
{
    private static readonly string[] s_paths = ["/", "/messages/{id}", "/sessions", "/sessions/{id}", "/try"];

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        byte[] document = assets.Read("app.html");
        foreach (string path in s_paths)
            routes.MapGet(path, context => AnswerAsync(context, document));
        routes.MapFallback(context => Answers.ProblemAsync(
            context, StatusCodes.Status404NotFound, $"there is nothing at {context.Request.Path}; the page begins at /, the interface at /api/v1/openapi.json"));
    }

    private static async Task AnswerAsync(HttpContext context, byte[] document)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = document.Length;
        await context.Response.Body.WriteAsync(document, context.RequestAborted);
    }
}
