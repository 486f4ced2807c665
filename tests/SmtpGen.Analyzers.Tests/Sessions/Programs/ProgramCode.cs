using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <summary>Random programs as files that are compiled.</summary>
internal static class ProgramCode
{
    /// <summary>How they are parsed.</summary>
    public static CSharpParseOptions Latest { get; } = new(LanguageVersion.Latest);

    /// <summary>The libraries that they use.</summary>
    public static ImmutableArray<MetadataReference> References { get; } = [.. Code.References, MetadataReference.CreateFromFile(typeof(RandomServer).Assembly.Location)];

    /// <summary>How they are compiled.</summary>
    public static CSharpCompilationOptions Options { get; } = new(OutputKind.DynamicallyLinkedLibrary);

    /// <summary>A file, compiled.</summary>
    public static CSharpCompilation Compile(SyntaxTree tree) => CSharpCompilation.Create("Programs", [tree], References, Options);

    /// <summary>The programs of a file, which note their calls when they run.</summary>
    public static Assembly Load(SyntaxNode file)
    {
        using var image = new MemoryStream();
        var tree = CSharpSyntaxTree.Create((CSharpSyntaxNode)new CallNoter().Visit(file), Latest);
        var result = Compile(tree).Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        var errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, errors.Count == 0 ? "" : string.Join("\n", errors.Take(5)) + "\n" + Class(tree, errors[0]));
        return Assembly.Load(image.ToArray());
    }

    /// <summary>The program that has a finding.</summary>
    public static string Class(SyntaxTree tree, Diagnostic finding) => ClassAt(tree.GetRoot(), finding).ToFullString();

    /// <summary>The program that has a finding.</summary>
    public static ClassDeclarationSyntax ClassAt(SyntaxNode root, Diagnostic finding) => root.FindNode(finding.Location.SourceSpan)
        .AncestorsAndSelf().OfType<ClassDeclarationSyntax>().Last();

    /// <summary>What stands before the programs.</summary>
    public const string Frame = """
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading.Tasks;
        using SmtpGen.Protocols.Smtp; using SmtpGen.Runtime.Client; using SmtpGen.Analyzers.Tests.Sessions.Programs;
        using static Help;
        sealed class Log
        {
            static int s_said;
            public Log() => s_said++;
            public static void Say(string text) => s_said += text.Length;
        }
        static class Help
        {
            public static async ValueTask<T> Must<T>(ValueTask<T> task) where T : ClientReply
            {
                var reply = await task;
                if (!reply.IsPositive)
                    throw new CommandRefusedException(reply);
                return reply;
            }
            public static async Task<T> Must<T>(Task<T> task) where T : ClientReply => (await task).EnsurePositive();
            public static T Sure<T>(T reply) where T : ClientReply => reply.IsPositive ? reply : throw new IOException();
            public static void Check(ClientReply reply) { if (reply.Code >= 400) throw new CommandRefusedException(reply); }
        }

        """;
}
