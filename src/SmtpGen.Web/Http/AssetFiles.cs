using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmtpGen.Reference.Railroads;
using SmtpGen.Reference.Statecharts;

namespace SmtpGen.Web.Http;

/// <summary>The scripts and styles, which are embedded as they are.</summary>
internal sealed class AssetFiles : IWebPart
{
    private const string Folder = "assets/";

    private readonly Dictionary<string, Asset> _assets = typeof(AssetFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => new Asset(name[Folder.Length..].Replace('\\', '/'), () => Load(name)))
        .Append(new Asset("statechart.css", () => Encoding.UTF8.GetBytes(StatechartStyle.Css)))
        .Append(new Asset("railroad.css", () => Encoding.UTF8.GetBytes(RailroadStyle.Css)))
        .ToDictionary(asset => asset.Name, StringComparer.Ordinal);

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

    private static byte[] Load(string resource)
    {
        using var stream = typeof(AssetFiles).Assembly.GetManifestResourceStream(resource)!;
        byte[] octets = new byte[stream.Length];
        stream.ReadExactly(octets);
        return octets;
    }

    private sealed class Asset(string name, Func<byte[]> load)
    {
        private readonly Lazy<byte[]> _octets = new(load);
        private readonly Lazy<string> _tag = new(() => $"\"{Convert.ToHexString(SHA256.HashData(load()).AsSpan(0, 8))}\"");

        public string Name => name;

        public byte[] Octets => _octets.Value;

        public string Tag => _tag.Value;

        public string Type { get; } = Path.GetExtension(name) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".json" => "application/json",
            ".png" => "image/png",
            _ => "text/plain; charset=utf-8",
        };
    }
}
