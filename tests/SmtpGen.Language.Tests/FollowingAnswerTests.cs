using SmtpGen.Language.Model;

namespace SmtpGen.Language.Tests;

/// <summary>The answers that may come between a reply and the next command.</summary>
public sealed class FollowingAnswerTests
{
    private static readonly ProtocolModel s_smtp = SpecFiles.ReadProtocols().Protocols.Single(protocol => protocol.Name == "Smtp");

    [Fact]
    public void Whatever_is_wrong_with_a_body_is_answered()
    {
        var answers = Answers("DATA").ToList();

        Assert.All(answers, answer => Assert.Equal(FollowingInput.Body, answer.To));
        foreach (string reply in (string[])["queued", "message-too-big", "bad-line-ends", "nul-in-message"])
            Assert.Contains(reply, answers.Select(Reply));
    }

    [Fact]
    public void A_chunk_has_answers_of_its_own_and_is_refused_elsewhere_than_the_last()
    {
        var answers = Answers("BDAT").ToList();

        Assert.Equal(("chunk-ok", "Chunks", FollowingInput.Chunk), Place(answers[0]));
        Assert.Contains(("queued", "Idle", FollowingInput.LastChunk), answers.Select(Place));
        Assert.DoesNotContain(("queued", "ChunksFailed", FollowingInput.Chunk), answers.Select(Place));
        Assert.Contains(("nul-in-chunk", "Idle", FollowingInput.LastChunk), answers.Select(Place));
        Assert.Contains(("nul-in-chunk", "ChunksFailed", FollowingInput.Chunk), answers.Select(Place));
        Assert.DoesNotContain("nul-in-message", answers.Select(Reply));
    }

    [Fact]
    public void A_line_may_be_given_up_or_be_wrong() => Assert.Equal(
        [FollowingInput.Cancel, FollowingInput.Line, FollowingInput.Line], Answers("AUTH").Select(answer => answer.To));

    [Fact]
    public void Nothing_is_answered_while_a_connection_is_encrypted() => Assert.Empty(Answers("STARTTLS"));

    [Fact]
    public void The_way_to_a_state_leads_through_the_answer_to_a_body()
    {
        var specification = SpecFiles.Compile(("/spec/p.protocol", """
            protocol P {
                states { initial Start; Told; final Closed }
                connect { => welcome -> Start }
                otherwise {
                    unknown verb => no -> same; wrong state => no -> same; bad arguments => no -> same; unknown parameter => no -> same
                    not offered => no -> same; line too long => no -> same; endless line => bye -> Closed; bare line feed => bye -> Closed
                    handler failed => no -> same; handler closes => bye -> Closed; talks first => bye -> Closed; idle => bye -> Closed
                    too slow => bye -> Closed; session too long => bye -> Closed; shutdown => bye -> Closed
                    too many connections => bye -> Closed; too many errors => bye -> Closed
                }
                command QUIT { from * => bye -> Closed }
                body Story { => ok -> Told; bad framing => bye -> Closed }
                command TELL { from Start; sync => go-on then read Story as dotted }
                command MORAL { from Told => ok -> Start }
                reply welcome 220 "Ready"
                reply ok 250 2.0.0 "Ok"
                reply go-on 354 "Go on"
                reply bye 221 2.0.0 "Bye"
                reply no 500 5.5.0 "No" { meaning "No." seen "Always." fix "Nothing." }
            }
            """));

        var protocol = Assert.Single(specification.Protocols);
        Assert.Equal("TELL", Routes.FirstStep(protocol, 0, protocol.Commands.ToList().FindIndex(command => command.Verb == "MORAL")));
    }

    private static IEnumerable<FollowingAnswer> Answers(string verb) =>
        s_smtp.Commands.Single(command => command.Verb == verb).Outcomes.SelectMany(outcome => outcome.Then?.Answers(s_smtp) ?? []);

    private static string Reply(FollowingAnswer answer) => s_smtp.Replies[answer.Outcome.Reply].Name;

    private static (string, string, FollowingInput) Place(FollowingAnswer answer) =>
        (Reply(answer), s_smtp.States[answer.Outcome.Target].Name, answer.To);
}
