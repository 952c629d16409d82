"""The words of board codes: Swedish words, names and places of four letters A-Z that can be called out over a room.

None that hurts anyone, none that is easily misheard as an order.
"""

from typing import Final

# fmt: off
CODE_WORDS: Final = (
    "ABBE", "ALMA", "ALVA", "ANIS", "ANNA", "APEL", "ARLA", "ARON", "ATOM", "AXEL", "BALK", "BARR",
    "BASS", "BERG", "BIVA", "BLAD", "BLOM", "BOKA", "BOLL", "BORG", "BRIS", "BROK", "BUKT", "BUSK",
    "BUSS", "DAGG", "DALA", "DANS", "DILL", "DUVA", "EBBA", "EDIT", "ELIN", "ELLA", "ELSA", "EMMA",
    "ERIK", "FALK", "FALU", "FARM", "FEST", "FINT", "FISK", "FLOD", "FOLK", "FRAM", "FRID", "FURA",
    "GALA", "GATA", "GLAD", "GLAS", "GLIM", "GOLV", "GRAN", "GREN", "GRUS", "GRYN", "GULD", "HAGA",
    "HALL", "HALM", "HAMN", "HARE", "HARP", "HATT", "HJUL", "HOPP", "IDUN", "INGA", "JARL", "JOEL",
    "JULI", "JUNI", "KAFE", "KAJA", "KAKA", "KALV", "KAPP", "KARL", "KARP", "KART", "KATT", "KIND",
    "KLAR", "KLOK", "KLOT", "KNUT", "KOLA", "KORG", "KORT", "KRAM", "KULA", "KUST", "LADA", "LAMM",
    "LAND", "LARS", "LENA", "LERA", "LILA", "LINA", "LIND", "LISA", "LIVA", "LJUS", "LOTS", "LOVA",
    "LOVE", "LUFT", "LUGN", "LUNA", "LUND", "MAJA", "MAJS", "MALM", "MALT", "MARK", "MARS", "MAST",
    "MATS", "MINI", "MIRA", "MOLN", "MORA", "MOSS", "MULL", "MYNT", "MYRA", "NILS", "NORA", "NORD",
    "NOTA", "ODLA", "OLGA", "OLLE", "OMAR", "OPAL", "OPUS", "ORRE", "ORSA", "OSLO", "OTTO", "OXEL",
    "PALM", "PARK", "PAUS", "PELE", "PIGG", "PILA", "PION", "PLAN", "POET", "PORT", "PUMA", "RAMA",
    "RAPS", "RIDA", "RING", "RITA", "ROLF", "ROSA", "RUND", "RUTA", "SAFT", "SAGA", "SALT", "SAND",
    "SARA", "SIGN", "SILO", "SIRI", "SKAL", "SKED", "SKOG", "SKUR", "SMAK", "SMED", "SOFA", "SOLA",
    "SOLO", "SOMN", "SPEL", "STAD", "STAV", "STEN", "STIG", "STIL", "STOL", "SVAN", "SVEA", "TACK",
    "TALL", "TEMA", "TIMA", "TINA", "TOPP", "TORG", "TORN", "TOVA", "TRIO", "TUBA", "TULL", "TURE",
    "UMEA", "VALL", "VALS", "VARM", "VASA", "VERA", "VIDA", "VIKA", "VIKT", "VIND", "VING", "VISP",
    "YLVA", "YSTA",
)
# fmt: on
