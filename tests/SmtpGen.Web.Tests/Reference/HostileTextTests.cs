using SmtpGen.Language.Text;
using SmtpGen.Web.Reference;
using SmtpGen.Web.Reference.Views;

namespace SmtpGen.Web.Tests.Reference;

/// <summary>Specifications whose texts and names want to be something else.</summary>
public sealed class HostileTextTests
{
    private static readonly string s_word = new('x', 10_000);

    private static readonly string s_specification = $$"""
        /// <script>alert(1)</script> "quoted" 'single' &amp; {{s_word}}
        protocol Hostile {
            lines { verbs exact; further plain }
            waits { command 5m }
            statuses { plain positive ""; error negative "<script>" }
            states {
                /// --><script>alert(2)</script>
                initial Ready
                /// The connection ends.
                final Closed
            }
            connect { -> Ready }
            otherwise { anything else -> Closed }
            /// "><img src=x onerror=alert(3)>
            command get { from Ready => ok, no -> same }
            command CON { from Ready => ok -> same }
            command QUIT { from Ready => ok -> Closed }
            reply ok plain "<script>alert(4)</script>" { meaning "<script>alert(5)</script>" seen "{{s_word}}" fix "</dl><script>" }
            reply no error "'" { meaning "</title><script>" seen "</main>" fix "&lt;" }
        }
        """;

    [Fact]
    public async Task They_stay_text()
    {
        var site = await SiteAsync();

        Assert.All(site.Pages.Values, page =>
        {
            Assert.Empty(page.QuerySelectorAll("script, img"));
            Assert.Single(page.QuerySelectorAll("main"));
        });
        string reply = site.Pages["en/hostile/replies/plain.html"].Body!.TextContent;
        Assert.Contains("<script>alert(4)</script>", reply, StringComparison.Ordinal);
        Assert.Contains("<script>alert(5)</script>", reply, StringComparison.Ordinal);
        Assert.Contains(s_word, reply, StringComparison.Ordinal);
        Assert.Contains("\"><img src=x onerror=alert(3)>", site.Pages["en/hostile/commands/get.html"].Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_have_names_that_every_system_can_tell_apart()
    {
        var site = await SiteAsync();

        string[] files = [.. site.Site.Paths];
        Assert.Equal(files.Length, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("en/hostile/commands/get.html", files);
        Assert.Contains("en/hostile/commands/_CON.html", files);
        Assert.All(files, file => Assert.Matches("^[A-Za-z0-9_./-]{1,200}$", file));
    }

    [Fact]
    public void Names_that_differ_in_case_alone_have_files_that_differ_in_more()
    {
        var files = new FileNames(["get", "GET", "Get", "UID FETCH", "+OK", "+", "", "../..", "nul", "a-vs-b", "応答", s_word, s_word + "x"]);

        Assert.Equal(["get", "GET_2", "Get_3"], new[] { files["get"], files["GET"], files["Get"] });
        Assert.Equal("UID_20FETCH", files["UID FETCH"]);
        Assert.Equal("a_2dvs-b", files["a-vs-b"]);
        Assert.Equal("_nul", files["nul"]);
        Assert.Equal("_2e_2e_2f_2e_2e", files["../.."]);
        Assert.NotEqual(files[s_word], files[s_word + "x"]);
        Assert.Equal("UID FETCH", files.Find("uid_20fetch"));
    }

    private static Task<WrittenSite> SiteAsync() =>
        WrittenSite.WriteAsync(WrittenSite.Compile([new SourceText("hostile.protocol", s_specification)], []), new SiteOptions(IsLive: false));
}
