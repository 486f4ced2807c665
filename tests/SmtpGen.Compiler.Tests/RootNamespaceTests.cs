using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmtpGen.Compiler.Tests;

/// <summary>A project's root namespace is its name where nothing else was said, and that need not be a name of C#.</summary>
public class RootNamespaceTests
{
    [Theory]
    [InlineData("Inbox", "Inbox.Talk")]
    [InlineData("my-app", "my_app.Talk")]
    [InlineData("my app", "my_app.Talk")]
    [InlineData("1st", "_1st.Talk")]
    [InlineData("Acme.1st-try", "Acme._1st_try.Talk")]
    [InlineData("a..b.", "a.b.Talk")]
    [InlineData("C++", "C__.Talk")]
    [InlineData("new.class", "@new.@class.Talk")]
    [InlineData("großer-Kasten", "großer_Kasten.Talk")]
    [InlineData("日本", "日本.Talk")]
    [InlineData("📮", "_.Talk")]
    [InlineData("-", "_.Talk")]
    [InlineData("", "Talk")]
    public void A_name_is_written_as_the_templates_of_the_SDK_write_it(string project, string expected) =>
        Assert.Equal(expected, Assert.Single(Namespaces(project)));

    [Fact]
    public void Whatever_a_project_is_called_what_is_generated_is_C_sharp()
    {
        const string Octets = "ab1Z_-. +#@$é日٣()\t'&~,;=[]{}!%^";
        string[] words = ["new", "class", "System", "SmtpGen", "global", "Talk", "record", "file", "_", "net10.0"];
        var random = new Random(20260114);
        for (int i = 0; i < 60; i++)
        {
            string name = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ =>
                random.Next(6) == 0 ? words[random.Next(words.Length)] : Octets[random.Next(Octets.Length)].ToString()));
            var generation = Generation.Run(name, SmallSpec.Shared, SmallSpec.Protocol("Talk"));
            foreach (string text in generation.Files.Values)
            {
                var wrong = CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken).GetDiagnostics(TestContext.Current.CancellationToken);
                Assert.True(!wrong.Any(), $"'{name}': {string.Join(' ', wrong)}");
            }
        }
    }

    private static IEnumerable<string> Namespaces(string project) => Generation.Run(project, SmallSpec.Shared, SmallSpec.Protocol("Talk")).Files.Values
        .SelectMany(text => CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken)
            .DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
        .Select(declaration => declaration.Name.ToString()).Distinct();
}
