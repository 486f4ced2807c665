using SmtpGen.Analyzers.Typestate;
using SmtpGen.CodeFixes;
using SmtpGen.Compiler.Findings;
using SmtpGen.Language;

namespace SmtpGen.Analyzers.Tests;

/// <summary>What docs/architecture.md promises about what runs inside the compiler and the IDE.</summary>
public sealed class ArchitectureTests
{
    private const string Workspaces = "Microsoft.CodeAnalysis.Workspaces";

    [Fact]
    public void The_code_fixes_alone_know_workspaces()
    {
        Assert.Contains(Workspaces, ReferencesOf(typeof(SpecificationCodeFix)));
        Assert.DoesNotContain(Workspaces, ReferencesOf(typeof(SpecificationAnalyzer)));
        Assert.DoesNotContain(Workspaces, ReferencesOf(typeof(SessionAnalyzer)));
    }

    [Fact]
    public void The_code_fixes_know_no_analyzer_and_the_language_knows_neither()
    {
        Assert.DoesNotContain("SmtpGen.Analyzers", ReferencesOf(typeof(SpecificationCodeFix)));
        Assert.DoesNotContain("SmtpGen.Compiler", ReferencesOf(typeof(SpecificationCodeFix)));
        Assert.DoesNotContain(ReferencesOf(typeof(Specification)), name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    private static IEnumerable<string> ReferencesOf(Type type) => type.Assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
