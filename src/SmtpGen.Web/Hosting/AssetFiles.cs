using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SmtpGen.Web.Hosting;

/// <summary>The scripts and styles, which are embedded as they are.</summary>
internal sealed class AssetFiles : IWebPart
{
    private const string Folder = "assets/";

    private readonly Dictionary<string, Asset> _assets = typeof(AssetFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToDictionary(name => name[Folder.Length..].Replace('\\', '/'), name => new Asset(name), StringComparer.Ordinal);

    /// <summary>The names of all assets, as they stand after <c>/assets/</c>.</summary>
    public IEnumerable<string> Names => _assets.Keys;

    /// <summary>The octets of one.</summary>
    public byte[] Read(string name) => _assets[name].Octets;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{**name}", context => AnswerAsync(context, (string)context.Request.RouteValues["name"]!));

    private async Task AnswerAsync(HttpContext context, string name)
    {
        if (!_assets.TryGetValue(name, out var asset))
        {
            await Answers.ProblemAsync(context, StatusCodes.Status404NotFound, $"there is no asset '{name}'");
            return;
        }

        var response = context.Response;
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = asset.Tag;
        if (context.Request.Headers.IfNoneMatch == asset.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = asset.Type;
        response.ContentLength = asset.Octets.Length;
        await response.Body.WriteAsync(asset.Octets, context.RequestAborted);
    }

    private sealed class Asset(string resource)
    {
        private readonly Lazy<byte[]> _octets = new(() => Load(resource));
        private readonly Lazy<string> _tag = new(() => $"\"{Convert.ToHexString(SHA256.HashData(Load(resource)).AsSpan(0, 8))}\"");

        public byte[] Octets => _octets.Value;

        public string Tag => _tag.Value;

        public string Type { get; } = Path.GetExtension(resource) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".json" => "application/json",
            ".png" => "image/png",
            _ => "text/plain; charset=utf-8",
        };

        private static byte[] Load(string resource)
        {
            using var stream = typeof(Asset).Assembly.GetManifestResourceStream(resource)!;
            byte[] octets = new byte[stream.Length];
            stream.ReadExactly(octets);
            return octets;
        }
    }
}
