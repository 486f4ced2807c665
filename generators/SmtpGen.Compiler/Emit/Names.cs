using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using SmtpGen.Language.Model;

namespace SmtpGen.Compiler.Emit;

/// <summary>Names of the specification as C# names.</summary>
internal static class Names
{
    /// <summary><c>bad-sequence</c> as <c>BadSequence</c>, <c>MAIL</c> as <c>Mail</c>, <c>SenderOk</c> as it is.</summary>
    public static string Pascal(string name, string digitPrefix = "X") => GeneratedName.Pascal(name, digitPrefix);

    /// <summary>
    /// The root namespace of a project, which is the project's name where nothing else was said, as a C# namespace: <c>my-app</c> as
    /// <c>my_app</c> and <c>1st</c> as <c>_1st</c>, as the templates of the SDK write it; keywords escaped.
    /// </summary>
    public static string Namespace(string name) =>
        string.Join(".", name.Split('.').Select(part => part.Trim()).Where(part => part.Length > 0).Select(Identifier));

    private static string Identifier(string name)
    {
        var result = new StringBuilder();
        foreach (char c in name)
        {
            bool begins = result.Length > 0 || SyntaxFacts.IsIdentifierStartCharacter(c);
            if (!begins && SyntaxFacts.IsIdentifierPartCharacter(c))
                result.Append('_').Append(c);
            else if (!char.IsLowSurrogate(c))
                result.Append(begins && SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_');
        }

        string identifier = result.ToString();
        return SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None ? "@" + identifier : identifier;
    }

    /// <summary>An extension's keyword: <c>8BITMIME</c> as <c>Ext8bitmime</c>.</summary>
    public static string Extension(string keyword) => Pascal(keyword, "Ext");

    /// <summary>The name as a parameter or variable, escaped where it is a keyword.</summary>
    public static string Camel(string name) => Variable(Pascal(name));

    /// <summary>A name of generated code as a parameter or variable, escaped where it is a keyword: <c>AB</c> as <c>aB</c>.</summary>
    public static string Variable(string pascal)
    {
        string camel = char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
        bool isKeyword = SyntaxFacts.GetKeywordKind(camel) != SyntaxKind.None;
        return isKeyword ? "@" + camel : camel;
    }
}
