using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SmtpGen.Web.Api;
using SmtpGen.Web.Faults;
using SmtpGen.Web.Http;
using SmtpGen.Web.Messages;

namespace SmtpGen.Web.Tests.Api;

/// <summary>The description of the interface says what there is, and nothing else.</summary>
public sealed partial class OpenApiTests
{
    private static readonly JsonObject s_document = Read();

    private static JsonObject Schemas => s_document["components"]!["schemas"]!.AsObject();

    [Fact]
    public async Task Every_route_is_described()
    {
        await using var host = await PageHost.StartAsync();
        var mapped = new MappedRoutes();
        foreach (var part in host.Parts.Parts.Append(new FaultsApi(board: null)))
            part.Map(mapped);
        var routes = mapped.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}"));
        var described = s_document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => $"{method.Key.ToUpperInvariant()} {path.Key}"));
        Assert.Equal(routes.Order(), described.Order());
    }

    [Fact]
    public void Every_shape_is_described_with_its_members()
    {
        var shapes = new Dictionary<string, string>();
        foreach (var root in new[] { typeof(MessageList), typeof(MessageDetails), typeof(DeleteRequest), typeof(DeleteAnswer), typeof(DeletedEvent), typeof(TroubleEvent) })
            Collect(MessageJson.Readable.GetTypeInfo(root)!, shapes);
        foreach (var root in new[] { typeof(FaultRequest), typeof(FaultList) })
            Collect(FaultJson.Default.GetTypeInfo(root)!, shapes);
        Collect(WebJson.Default.GetTypeInfo(typeof(WebProblem))!, shapes);
        var described = Schemas.ToDictionary(
            schema => schema.Key,
            schema => string.Join(", ", schema.Value!["properties"]!.AsObject().Select(property => $"{property.Key}: {Type(property.Value!)}")));
        Assert.Equal(shapes.OrderBy(shape => shape.Key), described.OrderBy(shape => shape.Key));
    }

    [Fact]
    public void Every_parameter_that_the_code_reads_is_described()
    {
        string sources = string.Concat(Directory.GetFiles(Path.Combine(Root(), "src/SmtpGen.Web/Api"), "*.cs").Select(File.ReadAllText));
        var read = ParameterReads().Matches(sources).Select(match => match.Groups[1].Value).Concat(["to", "from", "subject", "download"]).ToHashSet();
        var described = s_document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .SelectMany(method => method.Value!["parameters"]?.AsArray() ?? []).Where(parameter => (string)parameter!["in"]! == "query").Select(parameter => (string)parameter!["name"]!).ToHashSet();
        Assert.Equal(read.Order(), described.Order());
    }

    [Fact]
    public async Task The_document_is_served_and_every_reference_leads_somewhere()
    {
        await using var host = await PageHost.StartAsync();
        var served = await host.GetAsync("/api/v1/openapi.json");
        Assert.True(JsonNode.DeepEquals(s_document, served));
        foreach (Match reference in References().Matches(served.ToJsonString()))
            Assert.True(Schemas.ContainsKey(reference.Groups[1].Value), reference.Value);
    }

    private static void Collect(JsonTypeInfo shape, Dictionary<string, string> shapes)
    {
        if (shape.Kind == JsonTypeInfoKind.Enumerable)
        {
            Collect(shape.Options.GetTypeInfo(shape.ElementType!), shapes);
            return;
        }

        if (shape.Kind != JsonTypeInfoKind.Object || shapes.ContainsKey(shape.Type.Name))
            return;
        shapes[shape.Type.Name] = "";
        shapes[shape.Type.Name] = string.Join(", ", shape.Properties.Select(property => $"{property.Name}: {Type(property)}"));
        foreach (var property in shape.Properties)
            Collect(shape.Options.GetTypeInfo(property.PropertyType), shapes);
    }

    private static string Type(JsonPropertyInfo property)
    {
        // What may be left out of a request is never sent as null.
        bool isRequest = property.DeclaringType == typeof(DeleteRequest) || property.DeclaringType == typeof(FaultRequest);
        return Type(property.Options.GetTypeInfo(property.PropertyType)) + (property.IsGetNullable && !isRequest ? "?" : "");
    }

    private static string Type(JsonTypeInfo shape)
    {
        var type = Nullable.GetUnderlyingType(shape.Type) ?? shape.Type;
        return shape.Kind == JsonTypeInfoKind.Enumerable ? $"{Type(shape.Options.GetTypeInfo(shape.ElementType!))}[]"
            : type == typeof(string) || type == typeof(DateTimeOffset) ? "string"
            : type == typeof(int) || type == typeof(long) ? "integer"
            : type == typeof(bool) ? "boolean"
            : type.Name;
    }

    private static string Type(JsonNode schema)
    {
        if (schema["$ref"] is { } reference)
            return ((string)reference!).Split('/')[^1];
        if (schema["oneOf"] is { } either)
            return $"{Type(either[0]!)}?";
        if (schema["type"] is JsonArray types)
            return $"{(string)types[0]!}?";
        return (string)schema["type"]! == "array" ? $"{Type(schema["items"]!)}[]" : (string)schema["type"]!;
    }

    private static JsonObject Read()
    {
        using var document = OpenApi.Open();
        return JsonNode.Parse(document)!.AsObject();
    }

    private sealed class MappedRoutes : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider { get; } = new ServiceCollection().AddLogging().AddRoutingCore().BuildServiceProvider();

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => throw new NotSupportedException();
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../.."));

    [GeneratedRegex("""Query\.(?:Text|Number|Flag|Duration)\((?:context\.Request|request), "(\w+)""")]
    private static partial Regex ParameterReads();

    [GeneratedRegex("""#/components/schemas/(\w+)""")]
    private static partial Regex References();
}
