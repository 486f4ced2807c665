using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>Protocols that extend another, and are served by a handler of the other.</summary>
public class AdapterTests
{
    private static readonly SpecText s_crate = new(
        "/spec/Crate.protocol",
        """
        /// Takes crates.
        protocol Crate extends Parcel {
            rename command TO to UNTO
            rename command SEND to SHIP
        }

        """);

    [Fact]
    public void A_protocol_and_one_that_extends_it_compile_without_a_warning()
    {
        var generation = Generation.Run(SmallSpec.Shared, SmallSpec.Post, SmallSpec.Parcel);

        Assert.Contains("Parcel.Adapter.g.cs", generation.Files.Keys);
        Assert.DoesNotContain("Post.Adapter.g.cs", generation.Files.Keys);
        Assert.Empty(generation.Diagnostics());
    }

    [Fact]
    public void A_renamed_command_is_decided_by_the_verb_of_the_protocol_right_above()
    {
        var generation = Generation.Run(SmallSpec.Shared, SmallSpec.Post, SmallSpec.Parcel, s_crate);

        Assert.Empty(generation.Diagnostics());
        Assert.Contains("handler.OnToAsync(new global::Example.Parcel.ParcelToArguments { Name = arguments.Name }", generation.Files["Crate.Adapter.g.cs"]);
    }

    [Fact]
    public void Answers_for_each_recipient_are_passed_on_one_by_one_to_a_protocol_that_has_them_too()
    {
        var generation = Generation.Run(SmallSpec.Shared, SmallSpec.Post, SmallSpec.Parcel, s_crate);

        Assert.Contains("results[i] = Map(answer, \"OnLetterAsync\");", generation.Files["Crate.Adapter.g.cs"]);
        Assert.Contains("results.SetAll(", generation.Files["Parcel.Adapter.g.cs"]);
    }

    [Fact]
    public void An_edit_above_reaches_the_adapter_below()
    {
        var edited = SmallSpec.Post.Replace("(name: 1*8ALPHA)", "(someone: 1*8ALPHA)").Replace("reply noted (name) 250 2.1.5 \"Noted {name}\"", "reply noted 250 2.1.5 \"Noted\"");
        var generation = Generation.Run(SmallSpec.Shared, SmallSpec.Post, SmallSpec.Parcel).Edit(SmallSpec.Post, edited);

        Assert.Contains("Someone = arguments.Someone", generation.Files["Parcel.Adapter.g.cs"]);
        Assert.Empty(generation.Diagnostics());
    }

    [Fact]
    public async Task A_handler_serves_a_protocol_two_steps_below_by_one_adapter_inside_another()
    {
        var generation = Generation.Run(SmallSpec.Shared, SmallSpec.Post, SmallSpec.Parcel, s_crate).EditCode("""
            using System.Threading;
            using System.Threading.Tasks;
            using Example.Crate;
            using Example.Parcel;
            using Example.Post;
            using SmtpGen.Runtime;

            namespace Example;

            internal sealed class PostOffice : PostHandler
            {
                private int _changes;

                public static ServerSession Begin() =>
                    new CrateSession(new CrateAdapter(new ParcelAdapter(new PostOffice())), new CrateOptions());

                protected internal override ValueTask<PostForResult> OnForAsync(PostForArguments arguments, CancellationToken cancellationToken) =>
                    new(PostForResult.Noted($"{Session.Protocol}{Session.State}{arguments.Name}"));

                protected internal override async ValueTask<Post.PostLetterResult> OnLetterAsync(MessageBody body, CancellationToken cancellationToken)
                {
                    int length = (await body.ToArrayAsync(cancellationToken)).Length;
                    return Post.PostLetterResult.NotTaken($"{length} octets in {Session.State} after {_changes} changes");
                }

                protected internal override void OnStateChanged(PostState from, PostState to) => _changes++;
            }
            """);
        Assert.Empty(generation.Diagnostics());
        var session = (ServerSession)generation.Load().GetType("Example.PostOffice")!.GetMethod("Begin")!.Invoke(null, null)!;
        var transport = new ScriptedTransport("UNTO Ann\r\nUNTO Bob\r\nSHIP\r\nHello\r\n.\r\nQUIT\r\n");

        await session.RunAsync(transport, TestContext.Current.CancellationToken);

        Assert.Equal(
            """
            220 Ready
            250 2.1.5 Noted CrateConnectedAnn
            250 2.1.5 Noted CrateAddressedBob
            354 Go on
            550 5.7.1 7 octets in Addressed after 3 changes
            550 5.7.1 7 octets in Addressed after 3 changes
            221 2.0.0 Bye

            """.ReplaceLineEndings("\r\n"),
            transport.Heard);
    }
}
