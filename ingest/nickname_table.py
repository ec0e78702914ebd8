"""Names of acts: which acts each has meant, the newest first.

Titles behind the numbers were checked against an archive of acts where it has them. Names are
separated by ``|``, acts by spaces.
"""

from __future__ import annotations

from typing import Final

#: Names that follow "UU" or "Undang-Undang" (folded) → acts, newest first.
LAWS: Final[dict[str, str]] = {
    "pemda|pemerintahan daerah|pemerintah daerah|otda|otonomi daerah":
        "uu/2014/23 uu/2004/32 uu/1999/22 uu/1974/5",
    "ite|informasi dan transaksi elektronik": "uu/2008/11",
    "cipta kerja|ciptaker|ciptakerja|omnibus law|ck": "uu/2023/6 uu/2020/11",
    "ketenagakerjaan|tenaga kerja|naker": "uu/2003/13 uu/1997/25",
    "perjanjian internasional|pi": "uu/2000/24",
    "hubungan luar negeri|hublu|hlu|politik luar negeri": "uu/1999/37",
    "pembentukan peraturan perundang-undangan|pppp|ppp|p3|pembentukan peraturan":
        "uu/2011/12 uu/2004/10",
    "desa": "uu/2014/6",
    "hkpd|hubungan keuangan pusat dan daerah|hubungan keuangan antara pemerintah pusat dan "
    "pemerintahan daerah": "uu/2022/1",
    "perimbangan keuangan|perimbangan keuangan pusat dan daerah": "uu/2004/33 uu/1999/25",
    "pdrd|pajak daerah dan retribusi daerah": "uu/2009/28 uu/1997/18",
    "keuangan negara": "uu/2003/17",
    "perbendaharaan|perbendaharaan negara": "uu/2004/1",
    "pemerintahan aceh|aceh": "uu/2006/11",
    "otsus papua|otonomi khusus papua|papua": "uu/2001/21",
    "keistimewaan yogyakarta|keistimewaan diy|keistimewaan daerah istimewa yogyakarta":
        "uu/2012/13",
    "ikn|ibu kota negara": "uu/2022/3",
    "dkj|daerah khusus jakarta": "uu/2024/2",
    "dki|dki jakarta": "uu/2007/29 uu/1999/34",
    "administrasi pemerintahan|adpem|ap": "uu/2014/30",
    "pelayanan publik": "uu/2009/25",
    "ombudsman": "uu/2008/37",
    "asn|aparatur sipil negara": "uu/2023/20 uu/2014/5",
    "pokok kepegawaian|pokok-pokok kepegawaian": "uu/1974/8",
    "kementerian negara": "uu/2008/39",
    "md3": "uu/2014/17 uu/2009/27",
    "pemilu|pemilihan umum": "uu/2017/7 uu/2012/8 uu/2008/10",
    "pilkada": "uu/2016/10 uu/2015/1",
    "parpol|partai politik": "uu/2008/2 uu/2002/31",
    "ormas|organisasi kemasyarakatan": "uu/2013/17 uu/1985/8",
    "kewarganegaraan": "uu/2006/12 uu/1958/62",
    "imigrasi|keimigrasian": "uu/2011/6 uu/1992/9",
    "adminduk|administrasi kependudukan": "uu/2006/23",
    "wilayah negara": "uu/2008/43",
    "kelautan": "uu/2014/32",
    "perikanan": "uu/2004/31 uu/1985/9",
    "pelayaran": "uu/2008/17 uu/1992/21",
    "penerbangan": "uu/2009/1 uu/1992/15",
    "llaj|lalu lintas|lalu lintas dan angkutan jalan": "uu/2009/22 uu/1992/14",
    "perkeretaapian": "uu/2007/23 uu/1992/13",
    "pertahanan|pertahanan negara": "uu/2002/3",
    "tni": "uu/2004/34",
    "polri|kepolisian": "uu/2002/2 uu/1997/28",
    "kejaksaan": "uu/2004/16 uu/1991/5",
    "kpk": "uu/2002/30",
    "tipikor|pemberantasan tindak pidana korupsi": "uu/1999/31 uu/1971/3",
    "tppu|pencucian uang": "uu/2010/8 uu/2002/15",
    "tppo|perdagangan orang": "uu/2007/21",
    "terorisme|antiterorisme|anti terorisme": "uu/2018/5 uu/2003/15",
    "tpks|tindak pidana kekerasan seksual": "uu/2022/12",
    "pkdrt|kdrt|penghapusan kdrt": "uu/2004/23",
    "perlindungan anak": "uu/2002/23",
    "sppa|sistem peradilan pidana anak": "uu/2012/11",
    "pornografi": "uu/2008/44",
    "narkotika": "uu/2009/35 uu/1997/22",
    "psikotropika": "uu/1997/5",
    "pemasyarakatan": "uu/2022/22 uu/1995/12",
    "ham|hak asasi manusia": "uu/1999/39",
    "pengadilan ham": "uu/2000/26",
    "kekuasaan kehakiman": "uu/2009/48 uu/2004/4 uu/1970/14",
    "mk|mahkamah konstitusi": "uu/2003/24",
    "ma|mahkamah agung": "uu/1985/14",
    "peradilan umum": "uu/1986/2",
    "peradilan agama": "uu/1989/7",
    "ptun|peratun|peradilan tata usaha negara": "uu/1986/5",
    "advokat": "uu/2003/18",
    "jabatan notaris": "uu/2004/30",
    "perkawinan": "uu/1974/1",
    "pdp|pelindungan data pribadi|perlindungan data pribadi": "uu/2022/27",
    "kip|keterbukaan informasi publik": "uu/2008/14",
    "pers": "uu/1999/40",
    "penyiaran": "uu/2002/32",
    "telekomunikasi": "uu/1999/36",
    "pt|perseroan terbatas": "uu/2007/40 uu/1995/1",
    "yayasan": "uu/2001/16",
    "perkoperasian|koperasi": "uu/1992/25",
    "bumn": "uu/2003/19",
    "penanaman modal": "uu/2007/25",
    "pasar modal": "uu/1995/8",
    "perbankan": "uu/1992/7",
    "perbankan syariah": "uu/2008/21",
    "bi|bank indonesia": "uu/1999/23",
    "ojk|otoritas jasa keuangan": "uu/2011/21",
    "p2sk|pengembangan dan penguatan sektor keuangan": "uu/2023/4",
    "perasuransian": "uu/2014/40 uu/1992/2",
    "kepailitan|kepailitan dan pkpu": "uu/2004/37",
    "arbitrase": "uu/1999/30",
    "perlindungan konsumen": "uu/1999/8",
    "antimonopoli|anti monopoli|persaingan usaha": "uu/1999/5",
    "hak cipta": "uu/2014/28 uu/2002/19",
    "paten": "uu/2016/13 uu/2001/14",
    "merek|merek dan indikasi geografis": "uu/2016/20 uu/2001/15",
    "rahasia dagang": "uu/2000/30",
    "desain industri": "uu/2000/31",
    "hak tanggungan": "uu/1996/4",
    "fidusia|jaminan fidusia": "uu/1999/42",
    "pokok agraria|pokok-pokok agraria": "uu/1960/5",
    "pengadaan tanah": "uu/2012/2",
    "penataan ruang|tata ruang": "uu/2007/26 uu/1992/24",
    "jasa konstruksi": "uu/2017/2 uu/1999/18",
    "bangunan gedung": "uu/2002/28",
    "rumah susun": "uu/2011/20",
    "pplh|lingkungan hidup|perlindungan dan pengelolaan lingkungan hidup":
        "uu/2009/32 uu/1997/23 uu/1982/4",
    "kehutanan": "uu/1999/41",
    "p3h|pencegahan dan pemberantasan perusakan hutan": "uu/2013/18",
    "minerba|pertambangan mineral dan batubara": "uu/2009/4",
    "migas|minyak dan gas bumi": "uu/2001/22",
    "ketenagalistrikan": "uu/2009/30",
    "ketenaganukliran": "uu/1997/10",
    "sumber daya air|sda": "uu/2019/17 uu/2004/7",
    "pangan": "uu/2012/18 uu/1996/7",
    "jph|jaminan produk halal": "uu/2014/33",
    "perdagangan": "uu/2014/7",
    "perindustrian": "uu/2014/3 uu/1984/5",
    "umkm": "uu/2008/20",
    "kesehatan": "uu/2023/17 uu/2009/36 uu/1992/23",
    "praktik kedokteran": "uu/2004/29",
    "rumah sakit": "uu/2009/44",
    "sjsn|sistem jaminan sosial nasional": "uu/2004/40",
    "bpjs": "uu/2011/24",
    "ppmi|pelindungan pmi|pelindungan pekerja migran indonesia": "uu/2017/18",
    "serikat pekerja|serikat buruh": "uu/2000/21",
    "pphi|penyelesaian perselisihan hubungan industrial": "uu/2004/2",
    "sisdiknas|sistem pendidikan nasional": "uu/2003/20 uu/1989/2",
    "dikti|pendidikan tinggi": "uu/2012/12",
    "guru dan dosen": "uu/2005/14",
    "pesantren": "uu/2019/18",
    "cagar budaya": "uu/2010/11 uu/1992/5",
    "pemajuan kebudayaan": "uu/2017/5",
    "keprotokolan": "uu/2010/9",
    "kup": "uu/1983/6",
    "pph|pajak penghasilan": "uu/1983/7",
    "ppn|pajak pertambahan nilai": "uu/1983/8",
    "hpp|harmonisasi peraturan perpajakan": "uu/2021/7",
    "cukai": "uu/1995/11",
    "kepabeanan": "uu/1995/10",
    "pnbp|penerimaan negara bukan pajak": "uu/2018/9 uu/1997/20",
    "penanggulangan bencana": "uu/2007/24",
}  # fmt: skip

#: Names that stand alone, as written (case counts for short ones) → acts, newest first.
ALONE: Final[dict[str, str]] = {
    "KUHP lama|KUHP (lama)|KUHPidana lama|WvS|Wetboek van Strafrecht|Old Criminal Code":
        "stb/1915/732",
    "KUHP baru|KUHP (baru)|KUHP Nasional|KUHP 2023|New Criminal Code": "uu/2023/1",
    "KUHP|KUH Pidana|KUHPidana|Kitab Undang-Undang Hukum Pidana|Criminal Code":
        "uu/2023/1 stb/1915/732",
    "KUHAP|KUH Acara Pidana|Kitab Undang-Undang Hukum Acara Pidana": "uu/1981/8",
    "KUHPerdata|KUH Perdata|KUHPer|KUHPdt|BW|B.W|Burgerlijk Wetboek|Civil Code"
    "|Kitab Undang-Undang Hukum Perdata": "stb/1847/23",
    "KUHD|KUH Dagang|KUHDagang|WvK|Wetboek van Koophandel|Commercial Code"
    "|Kitab Undang-Undang Hukum Dagang": "stb/1847/23-kuhd",
    "HIR|Herzien Inlandsch Reglement": "stb/1941/44",
    "RBg|R.Bg|Rechtsreglement Buitengewesten": "stb/1927/227",
    "UUPA": "uu/1960/5",
    "UUPT": "uu/2007/40 uu/1995/1",
    "UUPK": "uu/1999/8",
    "UUJN": "uu/2004/30",
    "UUHT": "uu/1996/4",
    "UUHC": "uu/2014/28 uu/2002/19",
    "UUCK": "uu/2023/6 uu/2020/11",
    "UUPM": "uu/1995/8",
    "UUDS 1950|UUDS|Undang-Undang Dasar Sementara Republik Indonesia|Undang-Undang Dasar Sementara"
    "|Undang-Undang Dasar Sementara 1950": "uuds/1950",
    "UUD 1945|UUD45|UUD1945|UUD'45|UUD 45|UUD NRI 1945|UUD NRI Tahun 1945|UUD Negara RI Tahun 1945"
    "|UUD RI 1945|UUD RI Tahun 1945|UUD Tahun 1945|UUDNRI 1945|UUD NRI|UUD"
    "|Undang-Undang Dasar Negara Republik Indonesia Tahun 1945"
    "|Undang-Undang Dasar Negara Republik Indonesia 1945"
    "|Undang-Undang Dasar Republik Indonesia Tahun 1945"
    "|Undang-Undang Dasar Republik Indonesia 1945|Undang-Undang Dasar Tahun 1945"
    "|Undang-Undang Dasar 1945|Undang-Undang Dasar Negara Republik Indonesia"
    "|Undang-Undang Dasar Republik Indonesia|Undang-Undang Dasar Negara|Undang-Undang Dasar"
    "|1945 Constitution of the Republic of Indonesia|the 1945 Constitution|1945 Constitution"
    "|Constitution of 1945|the Constitution"
    "|Constitution of the Republic of Indonesia|Indonesian Constitution":
        "uud/1945",
    "PP KSD|PP Kerja Sama Daerah": "pp/2018/28",
    "PP PSTE": "pp/2019/71 pp/2012/82",
    "PP Pengupahan": "pp/2021/36 pp/2015/78",
    "PP Perangkat Daerah": "pp/2016/18",
    "Perppu Cipta Kerja": "perppu/2022/2",
    "Perppu Ormas": "perppu/2017/2",
}  # fmt: skip

#: Names whose readers do not agree on one act; the reason, in Indonesian.
DIVIDED: Final[dict[str, str]] = {
    "uu/2023/1 stb/1915/732": "KUHP dapat berarti KUHP lama (Stb. 1915 No. 732) atau UU 1/2023",
    "uu/2023/6 uu/2020/11":
        "UU Cipta Kerja dapat berarti UU 6/2023 atau UU 11/2020 yang digantikannya",
    "uu/2016/10 uu/2015/1": "UU Pilkada dapat berarti UU 1/2015 atau perubahannya, UU 10/2016",
    "uu/2018/5 uu/2003/15":
        "UU Terorisme dapat berarti UU 15/2003 (Perppu 1/2002) atau perubahannya, UU 5/2018",
}  # fmt: skip
