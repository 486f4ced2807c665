using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SmtpGen.Packages.Tests.Documents;

/// <summary>Compiles C# as a project does that references the packages and has implicit usings.</summary>
public sealed class SnippetCompiler(PackedPackages packages) : IAsyncLifetime
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="SmtpGen.Client" Version="SMTPGEN_VERSION" />
            <PackageReference Include="SmtpGen.Client.MimeKit" Version="SMTPGEN_VERSION" />
            <PackageReference Include="SmtpGen.Events.Nats" Version="SMTPGEN_VERSION" />
            <PackageReference Include="SmtpGen.Forwarding" Version="SMTPGEN_VERSION" />
            <PackageReference Include="SmtpGen.Web" Version="SMTPGEN_VERSION" />
            <PackageReference Include="SmtpGen.Mail" Version="SMTPGEN_VERSION" />
            <PackageReference Include="SmtpGen.Server" Version="SMTPGEN_VERSION" />
            <PackageReference Include="SmtpGen.Server.Kestrel" Version="SMTPGEN_VERSION" />
            <PackageReference Include="SmtpGen.Storage.Postgres" Version="SMTPGEN_VERSION" />
            <PackageReference Include="SmtpGen.Storage.Sqlite" Version="SMTPGEN_VERSION" />
            <PackageReference Include="SmtpGen.Testing" Version="SMTPGEN_VERSION" />
            <PackageReference Include="xunit.v3" Version="XUNIT_VERSION" />
          </ItemGroup>
        </Project>
        """;

    private IReadOnlyList<MetadataReference> _references = [];
    private SyntaxTree? _implicitUsings;

    public async ValueTask InitializeAsync()
    {
        string folder = packages.NewFolder();
        File.WriteAllText(Path.Combine(folder, "Snippets.csproj"), Project
            .Replace("SMTPGEN_VERSION", packages.Version, StringComparison.Ordinal)
            .Replace("XUNIT_VERSION", typeof(FactAttribute).Assembly.GetName().Version!.ToString(3), StringComparison.Ordinal));
        await Command.DotnetAsync(folder, "restore");
        using var items = JsonDocument.Parse(await Command.DotnetAsync(
            folder, "msbuild", "-t:FindReferenceAssembliesForReferences", "-getItem:ReferencePathWithRefAssemblies", "-getItem:Using"));
        _references = [.. Identities(items, "ReferencePathWithRefAssemblies").Select(path => MetadataReference.CreateFromFile(path))];
        _implicitUsings = Parse(string.Concat(Identities(items, "Using").Select(name => $"global using {name};\n")));
    }

    /// <summary>Compiles a file, a program where it has statements of its own, and returns errors and warnings.</summary>
    public IEnumerable<Diagnostic> Compile(string text)
    {
        var tree = Parse(text);
        var kind = tree.GetRoot().ChildNodes().Any(node => node.IsKind(SyntaxKind.GlobalStatement))
            ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        return CSharpCompilation.Create("Snippet", [_implicitUsings!, tree], _references,
                new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable))
            .GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning);
    }

    public ValueTask DisposeAsync() => default;

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest));

    private static IEnumerable<string> Identities(JsonDocument items, string kind) =>
        items.RootElement.GetProperty("Items").GetProperty(kind).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);
}
