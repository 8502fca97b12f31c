"""Files for people: the report site, Word, Excel, Akoma Ntoso."""
