using SmtpGen.Language.Model;

namespace SmtpGen.Language.Tests;

/// <summary>The row of <c>otherwise</c> that answers what no other one does.</summary>
public sealed class AnythingElseTests
{
    [Fact]
    public void It_answers_every_input_that_has_no_row()
    {
        var protocol = Compile("otherwise { wrong state => not-now -> same; anything else => bye -> Closed }");

        Assert.Equal(Enum.GetValues<OtherwiseInput>().Order(), protocol.Otherwise.Select(row => row.Input).Order());
        foreach (var row in protocol.Otherwise)
            Assert.Equal(row.Input == OtherwiseInput.WrongState ? "not-now" : "bye", protocol.Replies[row.Reply].Name);
    }

    [Fact]
    public void A_row_of_the_family_comes_before_it()
    {
        var protocol = Compile("family coded\notherwise { wrong state => not-now -> same; anything else => bye -> Closed }");

        Assert.Equal("closing", Named(protocol, OtherwiseInput.Idle));
        Assert.DoesNotContain(protocol.Otherwise, row => protocol.Replies[row.Reply].Name == "bye");
    }

    [Fact]
    public void There_is_one()
    {
        var specification = Specification(
            "otherwise { anything else => bye -> Closed; anything else => not-now -> same; wrong state => not-now -> same }");

        Assert.Contains(specification.Diagnostics, d => d.Message.Contains("'anything else' already", StringComparison.Ordinal));
    }

    private static string Named(ProtocolModel protocol, OtherwiseInput input) =>
        protocol.Replies[protocol.Otherwise.Single(row => row.Input == input).Reply].Name;

    private static ProtocolModel Compile(string members)
    {
        var specification = Specification(members);
        Assert.DoesNotContain(specification.Diagnostics, d => d.Rule.Id != "SGP0301");
        return Assert.Single(specification.Protocols);
    }

    private static Specification Specification(string members) => SpecFiles.Compile(("/spec/p.protocol",
        $$"""
        protocol P {
            states { initial Open; final Closed }
            connect { => ready -> Open }
            command QUIT { from Open => bye -> Closed }
            {{members}}
            reply ready 220 "Ready"
            reply bye 221 "Bye"
            reply not-now 503 "Not now" { meaning "No." seen "Now." fix "Wait." }
        }
        """));
}
