namespace SmtpGen.Runtime.Grammar;

/// <summary>Checks that tables refer to nothing that there is not, so that a match may read them unchecked.</summary>
internal static class TableCheck
{
    private const uint Unused = uint.MaxValue;
    private const uint MoveFlag = GrammarMatcher.MoveFlag;
    private const uint Value = (1u << GrammarMatcher.PlaceShift) - 1;

    // A register stands in eight bits of an operation, and a place in a row in eight bits of an entry.
    private const int MaxRegisters = 256;
    private const int MaxStride = 256;

    /// <summary>Checks the tables of a grammar.</summary>
    /// <exception cref="ArgumentException">Something is out of range; the message says what and where.</exception>
    public static void Run(in AutomatonTables tables)
    {
        if (tables.ClassOfByte.Length != 256)
            throw Wrong($"There are {tables.ClassOfByte.Length} classes of octets, not 256.", "classOfByte");
        if (tables.Stride < 2)
            throw Wrong($"A row of {tables.Stride} entries holds no class and its end.", "stride");
        if (tables.Stride > MaxStride)
            throw Wrong($"A row cannot have {tables.Stride} entries, but {MaxStride} at most.", "stride");
        if (tables.Rows.Length < tables.Stride)
            throw Wrong($"{tables.Rows.Length} entries are not a row of {tables.Stride}.", "rows");
        if (tables.RegisterCount is < 0 or > MaxRegisters)
            throw Wrong($"There cannot be {tables.RegisterCount} registers, but {MaxRegisters} at most.", "registerCount");
        int octet = tables.ClassOfByte.IndexOfAnyExceptInRange((byte)0, (byte)Math.Min(tables.Stride - 2, byte.MaxValue));
        if (octet >= 0)
            throw Wrong($"Octet {octet} has the class {tables.ClassOfByte[octet]}, which rows of {tables.Stride} entries do not have.", "classOfByte");
        Rows(tables);
        Moves(tables);
    }

    // Which rows read an entry does not matter: it means the same to all whose place it names.
    private static void Rows(in AutomatonTables tables)
    {
        for (int i = 0; i < tables.Rows.Length; i++)
        {
            if (tables.Rows[i] == Unused)
                continue;
            uint value = tables.Rows[i] & Value;
            uint place = tables.Rows[i] >> GrammarMatcher.PlaceShift;
            if (place >= tables.Stride)
                throw Wrong($"Entry {i} has the place {place}, and a row has {tables.Stride}.", "rows");
            if (place == tables.Stride - 1)
                Action(tables, value, "Entry", i, "rows");
            else if ((value & MoveFlag) == 0)
                Row(tables, value, "Entry", i, "rows");
            else if ((value & ~MoveFlag) + 1 >= tables.Moves.Length || value % 2 != 0)
                throw Wrong($"Entry {i} leads to move {value & ~MoveFlag}, and there are {tables.Moves.Length} words of moves.", "rows");
        }
    }

    private static void Moves(in AutomatonTables tables)
    {
        if (tables.Moves.Length % 2 != 0)
            throw Wrong("The last move has no action.", "moves");
        for (int i = 0; i < tables.Moves.Length; i += 2)
        {
            Row(tables, tables.Moves[i], "Move", i, "moves");
            Action(tables, tables.Moves[i + 1], "Move", i, "moves");
        }
    }

    private static void Row(in AutomatonTables tables, uint row, string kind, int number, string table)
    {
        if (row > tables.Rows.Length - tables.Stride)
            throw Wrong($"{kind} {number} leads to {row}, where no row of {tables.Stride} entries has room.", table);
    }

    // An action goes on to its end, wherever it begins.
    private static void Action(in AutomatonTables tables, uint start, string what, int number, string table)
    {
        for (uint at = start; ; at++)
        {
            if (at >= tables.Operations.Length)
                throw Wrong($"{what} {number} has the action {start}, which has no end.", table);
            int word = tables.Operations[(int)at];
            int kind = word & 0xFF;
            if (kind is MatchOperation.End or > MatchOperation.Require)
                return;
            int bits = word >> 8;
            if (kind == MatchOperation.Require ? bits >= 64 : bits >= tables.RegisterCount)
                throw Wrong($"Operation {at} names register or option {bits}, and there are {tables.RegisterCount} registers and 64 options.", "operations");
            at += kind switch { MatchOperation.Copy or MatchOperation.Add => 1u, MatchOperation.CheckLength or MatchOperation.CheckValue => 2u, _ => 0u };
            if (kind == MatchOperation.Copy && at < tables.Operations.Length && tables.Operations[(int)at] >= tables.RegisterCount)
                throw Wrong($"Operation {at - 1} copies register {tables.Operations[(int)at]}, and there are {tables.RegisterCount}.", "operations");
        }
    }

    private static ArgumentException Wrong(string message, string table) => new(message, table);
}
