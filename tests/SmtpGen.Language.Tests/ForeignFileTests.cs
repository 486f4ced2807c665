using SmtpGen.Language.Grammar;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Language.Tests;

/// <summary>Files of others that end as specifications do are none of ours: only what begins as one, or is included by one, is read.</summary>
public class ForeignFileTests
{
    private const string Protocol = """
        protocol P {
            include "base.protocol"
            states { initial Connected; final Closed }
            command NOOP { from Connected => ok -> same }
            reply ok 250 2.0.0 "Ok"
        }
        """;

    [Theory]
    [InlineData("usage.help", "Usage: my-app [options]\n\n  --verbose  says more\n")]
    [InlineData("usage.help", "help: what to type\n")]
    [InlineData("usage.help", "command line options\n")]
    [InlineData("usage.help", "")]
    [InlineData("stray.abnf", "this is = = no grammar \u0001")]
    [InlineData("wire.protocol", "{ \"version\": 1 }")]
    [InlineData("wire.protocol", "<?xml version=\"1.0\"?><protocol name=\"wayland\"/>")]
    [InlineData("wire.protocol", "Protocols of our meetings\n=====\n")]
    [InlineData("wire.protocol", "syntax = \"proto3\";\nmessage M { }\n")]
    [InlineData("wire.protocol", "\0\u0001\u0002")]
    public void A_file_of_others_is_not_read(string name, string text)
    {
        var specification = SpecFiles.Compile(("/p/p.protocol", Protocol), ("/p/base.protocol", File.ReadAllText(SpecFiles.SharedExample)), ("/p/" + name, text));

        Assert.Empty(specification.Diagnostics);
        Assert.Equal(["P"], specification.Protocols.Select(protocol => protocol.Name));
    }

    [Theory]
    [InlineData("parts.protocol", "command PING { from Connected ok -> same }", "SGP0001")]
    [InlineData("parts.protocol", "// A comment.\nreply pong 250 2.0.0 \"Pong\"", "SGP0601")]
    [InlineData("more.protocol", "protocol { }", "SGP0001")]
    [InlineData("more.protocol", "protocl Q { }", "SGP0001")]
    [InlineData("more.protocol", "// First.\n/// Second.\nprotocol Q extends { }", "SGP0001")]
    [InlineData("ja.help", "help ja of P", "SGP0001")]
    public void What_begins_as_ours_is_read_and_its_mistakes_are_found(string name, string text, string expected)
    {
        var specification = SpecFiles.Compile(("/p/p.protocol", Protocol), ("/p/base.protocol", File.ReadAllText(SpecFiles.SharedExample)), ("/p/" + name, text));

        Assert.Contains(specification.Diagnostics, finding => finding.Rule.Id == expected && finding.Source.Path == "/p/" + name);
    }

    [Theory]
    [InlineData("include \"odd.protocol\"", "odd.protocol", "<xml/>")]
    [InlineData("extension X { include \"odd.protocol\" }", "odd.protocol", "<xml/>")]
    [InlineData("grammar \"odd.abnf\"", "odd.abnf", "a = = b")]
    public void What_a_specification_includes_is_read_however_it_begins(string member, string name, string text)
    {
        string protocol = Protocol.Replace("    states", $"    {member}\n    states", StringComparison.Ordinal);
        var specification = SpecFiles.Compile(("/p/p.protocol", protocol), ("/p/base.protocol", File.ReadAllText(SpecFiles.SharedExample)), ("/p/" + name, text));

        Assert.Contains(specification.Diagnostics, finding => finding.Source.Path == "/p/" + name);
    }

    [Fact]
    public void What_only_a_file_of_others_refers_to_is_not_read()
    {
        var specification = SpecFiles.Compile(("/p/odd.protocol", "{ include \"wrong.abnf\" grammar \"wrong.abnf\" }"), ("/p/wrong.abnf", "a = = b"));

        Assert.Empty(specification.Diagnostics);
    }

    [Fact]
    public void A_file_that_somebody_asks_about_is_read_whatever_it_holds()
    {
        var spec = SpecFile.Parse(new SourceText("usage.help", "Usage: my-app")) with { IsNamed = true };
        var grammar = AbnfParser.ParseFile(new SourceText("stray.abnf", "a = = b")) with { IsNamed = true };

        Assert.Equal(["stray.abnf", "usage.help"], Specification.Compile([spec], [grammar]).Diagnostics.Select(finding => finding.Source.Path).Distinct());
    }
}
