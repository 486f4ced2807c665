using SmtpGen.Language.Grammar;
using SmtpGen.Runtime.Grammar;

namespace SmtpGen.Language.Tests.Grammar;

/// <summary>Tables that were written by hand refer to nothing that there is not: a match reads and writes unchecked what they name.</summary>
public sealed class TableCheckTests
{
    // Matches "a", whose place register 0 holds: the start's row at 0 has one entry, and the other row at 1 has its end.
    private static readonly uint[] s_rows = [0xFFFF_FFFF, 0x0180_0000, 0xFFFF_FFFF, 0x0200_0002, 0xFFFF_FFFF];
    private static readonly uint[] s_moves = [1, 1];
    private static readonly ushort[] s_operations = [MatchOperation.End, MatchOperation.Set, MatchOperation.End];

    [Fact]
    public void Tables_by_hand_match()
    {
        int[] registers = new int[1];

        Assert.Equal(1, GrammarMatcher.Match(new AutomatonTables(Classes(), 3, s_rows, s_moves, s_operations, 1), "a"u8, registers));
        Assert.Equal(0, registers[0]);
    }

    [Fact]
    public void Tables_of_the_compiler_pass()
    {
        foreach (var automaton in new[] { SmtpGrammar.MailFrom, SmtpGrammar.RcptTo })
        {
            var packed = PackedAutomaton.Of(automaton);
            var tables = new AutomatonTables(
                automaton.ClassOfByte.AsSpan(), packed.Stride, packed.Rows.AsSpan(), packed.Moves.AsSpan(), automaton.Operations.AsSpan(), automaton.RegisterCount);
            Assert.Equal(packed.Stride, tables.Stride);
        }
    }

    [Theory]
    [InlineData(1, 0x0180_0002u, "rows")]
    [InlineData(1, 0x0180_0001u, "rows")]
    [InlineData(1, 0x0100_0003u, "rows")]
    [InlineData(1, 0x0300_0000u, "rows")]
    [InlineData(3, 0x0200_0003u, "rows")]
    public void An_entry_leads_to_what_there_is(int place, uint entry, string table)
    {
        uint[] rows = [.. s_rows];
        rows[place] = entry;

        Assert.Equal(table, Assert.Throws<ArgumentException>(() => { _ = new AutomatonTables(Classes(), 3, rows, s_moves, s_operations, 1); }).ParamName);
    }

    [Theory]
    [InlineData(3u, 1u)]
    [InlineData(0x0180_0000u, 1u)]
    [InlineData(1u, 3u)]
    public void A_move_leads_to_what_there_is(uint row, uint action) =>
        Assert.Equal("moves", Assert.Throws<ArgumentException>(() => { _ = new AutomatonTables(Classes(), 3, s_rows, [row, action], s_operations, 1); }).ParamName);

    [Theory]
    [InlineData(MatchOperation.Set | (1 << 8), MatchOperation.End)]
    [InlineData(MatchOperation.Copy, 1)]
    [InlineData(MatchOperation.Copy | (255 << 8), 0)]
    [InlineData(MatchOperation.Require | (64 << 8), MatchOperation.End)]
    public void An_operation_names_registers_and_options_that_there_are(int first, int second) =>
        Assert.Equal("operations", Assert.Throws<ArgumentException>(() =>
            { _ = new AutomatonTables(Classes(), 3, s_rows, s_moves, [MatchOperation.End, (ushort)first, (ushort)second, MatchOperation.End], 1); }).ParamName);

    [Fact]
    public void An_action_has_an_end() =>
        Assert.Throws<ArgumentException>(() => { _ = new AutomatonTables(Classes(), 3, s_rows, s_moves, [MatchOperation.End, MatchOperation.Set, MatchOperation.CheckLength, 0], 1); });

    [Fact]
    public void Every_octet_has_a_class_that_rows_have()
    {
        byte[] classes = Classes();
        classes[255] = 2;

        Assert.Throws<ArgumentException>(() => { _ = new AutomatonTables(classes, 3, s_rows, s_moves, s_operations, 1); });
        Assert.Throws<ArgumentException>(() => { _ = new AutomatonTables(classes.AsSpan(1), 3, s_rows, s_moves, s_operations, 1); });
    }

    [Fact]
    public void A_row_has_an_octet_for_the_places_of_its_entries() =>
        Assert.Throws<ArgumentException>(() => { _ = new AutomatonTables(Classes(), 257, new uint[600], s_moves, s_operations, 1); });

    [Fact]
    public void Tables_that_hold_nothing_match_nothing() =>
        Assert.Throws<ArgumentException>(() => GrammarMatcher.Match(default, "a"u8, []));

    private static byte[] Classes()
    {
        byte[] classes = new byte[256];
        classes['a'] = 1;
        return classes;
    }
}
