using System.Reflection;
using SmtpGen.Language;
using SmtpGen.Language.Model;
using SmtpGen.Language.Syntax;
using SmtpGen.Language.Text;

namespace SmtpGen.Compiler.Tests;

/// <summary>A protocol refers to the replies that the one it extends has just so, where both are in one assembly.</summary>
public sealed class InheritedReplyTests
{
    [Fact]
    public void A_text_that_is_inherited_is_written_once()
    {
        var files = Generation.Run(RelaySpec.All).Files;

        foreach (string file in (string[])["Replies", "ReplyHelp", "ServerTable.Replies"])
        {
            Assert.DoesNotContain("LocalReply.Refused =>", files[$"Local.{file}.g.cs"]);
            Assert.DoesNotContain("\"refused\", 500", files[$"Local.{file}.g.cs"]);
        }

        Assert.Contains("RelayReply.Refused => \"No.\"", files["Relay.ReplyHelp.g.cs"]);
        Assert.Contains("inherited[(int)global::Example.Relay.RelayReply.Refused],", files["Local.ServerTable.Replies.g.cs"]);
    }

    [Fact]
    public void A_text_that_is_changed_or_added_is_the_protocols_own()
    {
        var files = Generation.Run(RelaySpec.All).Files;

        Assert.Contains("LocalReply.Ok => \"Fine, go on with {allowed}\",", files["Local.Replies.g.cs"]);
        Assert.Contains("LocalReply.Full => \"Full.\",", files["Local.ReplyHelp.g.cs"]);
        Assert.Contains("new(\"full\", 552, ", files["Local.ServerTable.Replies.g.cs"]);
    }

    [Fact]
    public void Every_reply_says_what_its_specification_says()
    {
        var assembly = Generation.Run(RelaySpec.All).Load();

        foreach (var protocol in Compile(RelaySpec.All).Where(protocol => protocol.Name is "Relay" or "Local"))
        {
            var replies = assembly.GetType($"Example.{protocol.Name}.{protocol.Name}Replies", throwOnError: true)!;
            var numbers = assembly.GetType($"Example.{protocol.Name}.{protocol.Name}Reply", throwOnError: true)!;
            for (int i = 0; i < protocol.Replies.Count; i++)
            {
                var reply = protocol.Replies[i];
                Assert.Equal(reply.Name, Say(replies, "Name", Enum.ToObject(numbers, i)));
                Assert.Equal(reply.EnhancedCode, Say(replies, "EnhancedCode", Enum.ToObject(numbers, i)));
                Assert.Equal(Text(reply), Say(replies, "Text", Enum.ToObject(numbers, i)));
                Assert.Equal(reply.Help.Meaning, Say(replies, "Meaning", Enum.ToObject(numbers, i), "en"));
                Assert.Equal(reply.Help.Fix, Say(replies, "Fix", Enum.ToObject(numbers, i), "en"));
            }

            Assert.Equal("", Say(replies, "Name", Enum.ToObject(numbers, protocol.Replies.Count)));
            Assert.Equal("", Say(replies, "Name", Enum.ToObject(numbers, -1)));
        }
    }

    [Fact]
    public void A_reply_that_only_its_explanation_tells_apart_is_the_protocols_own()
    {
        var local = RelaySpec.Local.Replace("reply full", "change reply refused 500 5.5.0 \"No\" { meaning \"No.\" seen \"Here.\" fix \"Nothing.\" }\n    reply full");
        var files = Generation.Run([SmallSpec.Shared, RelaySpec.Relay, local]).Files;

        Assert.Contains("LocalReply.Refused => \"Here.\",", files["Local.ReplyHelp.g.cs"]);
    }

    [Fact]
    public void Nothing_refers_to_the_insides_of_another_assembly()
    {
        var shipped = RelaySpec.All.Select(file => file == RelaySpec.Local ? file : new SpecText("/shipped" + file.Path, file.Text) { CompiledInto = "Library" });

        Assert.DoesNotContain("inherited", Generation.Run(shipped).Files["Local.ServerTable.Replies.g.cs"]);
    }

    private static string Text(ReplyModel reply) => string.Join("\n", reply.Lines.Select(line =>
        string.Concat(line.Select(part => part.Kind == TextPartKind.Literal ? part.Text : $"{{{part.Text}}}"))));

    private static object? Say(Type replies, string method, params object[] arguments) =>
        replies.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments);

    private static IEnumerable<ProtocolModel> Compile(IEnumerable<SpecText> files) =>
        Specification.Compile(files.Select(file => SpecFile.Parse(new SourceText(file.Path, file.Text))), []).Protocols;
}
