using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmtpGen.Language.Model;
using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests.HostileNames;

/// <summary>Names that C#, .NET, the runtime or generated code has a use for.</summary>
internal static class HostileName
{
    private static readonly Lazy<IReadOnlyList<string>> s_members = new(() =>
    [
        .. Members(typeof(object)).Concat(Runtime()).Concat(Generated()).Concat(["System", "Global", "Task", "ValueTask", "Span", "String"])
            // What differs in case and punctuation only is one name to C#.
            .DistinctBy(name => GeneratedName.Pascal(name)).Concat(Odd).Order(StringComparer.Ordinal),
    ]);

    /// <summary>Names for what becomes a type or a member.</summary>
    public static IReadOnlyList<string> OfMembers => s_members.Value;

    /// <summary>Names for what becomes a parameter or a variable too.</summary>
    public static IEnumerable<string> OfParameters => OfMembers.Concat(Words.Where(word => !OfMembers.Contains(word)));

    private static IEnumerable<string> Odd => ["A-B", "A.B", "a-b", "1st", "8BIT", "Ab", "AB", "_", "__", "x_", "_x", "class", "record", new string('n', 400)];

    private static IEnumerable<string> Words =>
        SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText).Where(IsName)
            .Concat(["field", "nint", "nuint", "dynamic", "extension"]);

    // Every name that generated code declares, but those that begin with the name of its protocol.
    private static IEnumerable<string> Generated() =>
        Generation.Run([SmallSpec.Shared, SmallSpec.Post, SmallSpec.Parcel]).Files.Values
            .SelectMany(text => CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes().SelectMany(Declared)).Select(token => token.ValueText)
            .Where(name => IsName(name) && !name.Contains("Post", StringComparison.Ordinal) && !name.Contains("Parcel", StringComparison.Ordinal));

    private static IEnumerable<SyntaxToken> Declared(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => [type.Identifier],
        MethodDeclarationSyntax method => [method.Identifier],
        PropertyDeclarationSyntax property => [property.Identifier],
        VariableDeclaratorSyntax variable => [variable.Identifier],
        ParameterSyntax parameter => [parameter.Identifier],
        SingleVariableDesignationSyntax designation => [designation.Identifier],
        _ => [],
    };

    // What generated types inherit.
    private static IEnumerable<string> Runtime() =>
        typeof(ServerMachine).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: true, IsSealed: false }).SelectMany(Members);

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
            .Where(member => member switch
            {
                MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
                FieldInfo field => field.IsPublic || field.IsFamily,
                _ => true,
            })
            .Select(member => member.Name).Where(IsName);

    private static bool IsName(string name) => name.Length > 1 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
