using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Web.Http;

namespace SmtpGen.Web.Api;

/// <summary>The description of the interface for programs (OpenAPI 3.1).</summary>
internal sealed class OpenApi : IWebPart
{
    private const string Resource = "openapi.json";

    /// <summary>The document.</summary>
    public static Stream Open() => typeof(OpenApi).Assembly.GetManifestResourceStream(Resource)!;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/openapi.json", AnswerAsync);

    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await using var document = Open();
        await document.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
