using SmtpGen.Reference.Drawing;
using SmtpGen.Reference.Statecharts;
using SmtpGen.Shared.Drawings;

namespace SmtpGen.Reference.Tests.Statecharts;

public sealed class StatechartTests
{
    [Theory]
    [MemberData(nameof(Protocols.Names), MemberType = typeof(Protocols))]
    public void Nothing_overlaps_in_the_drawing_of_a_protocol(string name) =>
        Assert.Empty(StatechartFaults.Of(StatechartLayout.Of(Statechart.Of(Protocols.Find(name)))));

    [Theory]
    [MemberData(nameof(Protocols.Names), MemberType = typeof(Protocols))]
    public void Every_move_of_a_protocol_is_told_once(string name) =>
        Assert.Empty(StatechartContent.Faults(Protocols.Find(name), Statechart.Of(Protocols.Find(name))));

    [Fact]
    public void Nothing_overlaps_in_the_drawing_of_any_chart()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            var faults = StatechartFaults.Of(StatechartLayout.Of(RandomCharts.Write(seed)));
            Assert.True(faults.Count == 0, $"Chart {seed}: {string.Join("\n", faults.Take(5))}");
        }
    }

    [Fact]
    public void What_holds_for_a_whole_group_leaves_its_frame_once()
    {
        var chart = Statechart.Of(Protocols.Find("Smtp"));

        Assert.Equal(["Open", "Refused"], chart.Edges.Where(edge => edge.Commands.Any(command => command.Verb == "QUIT")).Select(edge => edge.From));
        Assert.Contains(chart.Edges, edge => edge is { From: "Open", To: "Idle" } && edge.Commands.Any(command => command.Verb == "HELO"));
        Assert.Contains(chart.Edges, edge => edge is { From: "Ready", To: "Idle" } && edge.Commands.Any(command => command.Verb == "RSET"));
        Assert.Contains("NOOP", chart.Roots[0].Stays.Select(command => command.Verb));
        Assert.All(chart.States, state => Assert.DoesNotContain("NOOP", state.Stays.Select(command => command.Verb)));
    }

    [Fact]
    public void The_way_is_that_of_a_transaction_and_back()
    {
        var chart = Statechart.Of(Protocols.Find("Smtp"));

        Assert.Equal(["Connected", "Idle", "Sender", "Recipients"], chart.Way);
        Assert.Equal(
            [(" Connected", "220"), ("Connected Idle", "EHLO 250"), ("Idle Sender", "MAIL 250"), ("Recipients Idle", "DATA 354 → 250"), ("Sender Recipients", "RCPT 250, 251")],
            chart.Edges.Where(edge => edge.Kind == EdgeKind.Way).Select(edge => ($"{edge.From} {edge.To}", edge.Commands[0].Text)).Order());
    }

    [Fact]
    public void The_way_of_a_protocol_without_bodies_passes_the_state_where_most_is_done()
    {
        Assert.Equal(["Authorization", "Transaction", "Closed"], Statechart.Of(Protocols.Find("Pop3")).Way);
        Assert.Equal(["NotAuthenticated", "Authenticated", "Selected", "Closed"], Statechart.Of(Protocols.Find("Imap")).Way);
    }

    [Fact]
    public void Many_codes_are_shortened_in_the_drawing_only()
    {
        var command = new ChartCommand("BDAT", "", ["450", "451", "452", "550"], []);

        Assert.Equal("BDAT 450 … 550", command.Text);
        Assert.Equal("BDAT 450, 451, 452, 550", command.FullText);
        Assert.Equal("DATA 354 → 250, 251, 252", new ChartCommand("DATA", "354", ["250", "251", "252"], []).Text);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void The_words_for_folded_refusals_fit_into_the_room_that_is_left_for_them(string locale) => Assert.InRange(
        TextMeasure.Command(string.Format(null, StatechartWords.In(locale).Refused, 9999)), 1, NodeText.RefusedWidth);
}
